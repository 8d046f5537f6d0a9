// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QObject>

#include <functional>

namespace Clearsky {

struct KeychainQuestion
{
    enum class Kind { Read, Write, Remove };
    Kind kind = Kind::Read;
    QString key{};
    QByteArray bytes{}; ///< of a write
};

enum class KeychainOutcome { Done, NotFound, Denied, Declined, NoService, Slow, Failed };

struct KeychainAnswer
{
    KeychainOutcome outcome = KeychainOutcome::Failed;
    QByteArray bytes{}; ///< of a read
    QString words{};    ///< the keychain's own
};

/// Asks the system's keychain; it answers from the event loop whenever it likes, if `context` still lives.
void askKeychain(const KeychainQuestion &question, QObject *context,
                 const std::function<void(const KeychainAnswer &)> &answered);

} // namespace Clearsky
