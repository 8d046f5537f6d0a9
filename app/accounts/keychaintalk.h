// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/accounts/keychain.h"
#include "app/clock.h"
#include "models/error.h"

#include <memory>

namespace Clearsky {

/// One question at a time to the system's keychain, each with a deadline. Destroying it ignores the answer.
class KeychainTalk final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(KeychainTalk)

public:
    using Outcome = KeychainOutcome;
    using Answer = KeychainAnswer;
    using Continue = std::function<void(const Answer &)>;

    explicit KeychainTalk(Clock &clock);

    void read(const QString &key, Continue next);
    void write(const QString &key, const QByteArray &bytes, Continue next);
    void remove(const QString &key, Continue next);
    void stop();

    /// What to tell the user when the outcome is not Done.
    [[nodiscard]] static Error errorFrom(const Answer &answer);

private:
    void ask(const KeychainQuestion &question, Continue next);
    void answer(quint64 question, const Answer &answer);

    Clock &m_clock;
    quint64 m_question = 0;
    Continue m_next;
    std::unique_ptr<Clock::Timer> m_timer;
};

} // namespace Clearsky
