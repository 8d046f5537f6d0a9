// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace Clearsky {

/// What differs between the clouds that speak Huawei's contracts.
struct HuaweiOptions
{
    bool workspaceSubscribed = true;
    bool romaLegacyForm = false;   ///< ROMA takes the legacy body form only (api/huawei.md 5.3)
    bool romaJudgesTokens = false; ///< ROMA itself answers a bad token, with 400 ROMA.1002
    bool csbsOpen = true;          ///< false: a project that may not use CSBS (400 BackupService.4008)
};

} // namespace Clearsky
