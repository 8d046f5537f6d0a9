// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <chrono>
#include <optional>

namespace Clearsky {

/// What a person is told about an error of Huawei Cloud: cause and remedy.
enum class HuaweiSentence {
    BackupHasImage,
    ClockSkew,
    Conflict,
    CsbsClosed,
    Invalid,
    KeyRefused,
    KeyUnusable,
    NotFound,
    NotPermitted,
    NotVerified,
    ProjectUnavailable,
    ProviderFault,
    ProxySignIn,
    Redirected,
    RomaBusy,
    RomaForm,
    SessionExpired,
    SignInRefused,
    Throttled,
    TokenTooLong,
    Unavailable,
    UserDisabled,
    UserLocked,
    WorkspaceNotActive,
    WrongEndpoint,
    WrongState,
};

[[nodiscard]] QString huaweiSentence(HuaweiSentence sentence); ///< translated
/// `ahead` is what our clock is ahead of the provider's; none: not measured.
[[nodiscard]] QString clockSentence(std::optional<std::chrono::seconds> ahead);

} // namespace Clearsky
