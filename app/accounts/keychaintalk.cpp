// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/accounts/keychaintalk.h"

#include "app/accounts/keychainsecretstore.h"

#include <utility>

namespace Clearsky {

namespace {

// libsecret answers through GLib's main loop, which Qt leaves out when this is set: no answer would ever
// come.
bool hasNoMainLoop()
{
#if defined(Q_OS_UNIX) && !defined(Q_OS_MACOS)
    return !qEnvironmentVariableIsEmpty("QT_NO_GLIB");
#else
    return false;
#endif
}

} // namespace

KeychainTalk::KeychainTalk(Clock &clock) : m_clock(clock)
{
}

void KeychainTalk::read(const QString &key, Continue next)
{
    ask({.kind = KeychainQuestion::Kind::Read, .key = key}, std::move(next));
}

void KeychainTalk::write(const QString &key, const QByteArray &bytes, Continue next)
{
    ask({.kind = KeychainQuestion::Kind::Write, .key = key, .bytes = bytes}, std::move(next));
}

void KeychainTalk::remove(const QString &key, Continue next)
{
    ask({.kind = KeychainQuestion::Kind::Remove, .key = key}, std::move(next));
}

void KeychainTalk::stop()
{
    ++m_question;
    m_next = nullptr;
    m_timer.reset();
}

void KeychainTalk::ask(const KeychainQuestion &question, Continue next)
{
    const quint64 number = ++m_question;
    m_next = std::move(next);
    if (hasNoMainLoop()) {
        const Answer none{.outcome = Outcome::NoService, .words = QStringLiteral("QT_NO_GLIB is set")};
        QMetaObject::invokeMethod(
            this, [this, number, none] { answer(number, none); }, Qt::QueuedConnection);
        return;
    }
    m_timer = m_clock.callAfter(KeychainSecretStore::deadline,
                                [this, number] { answer(number, {.outcome = Outcome::Slow}); });
    askKeychain(question, this, [this, number](const Answer &result) { answer(number, result); });
}

void KeychainTalk::answer(quint64 question, const Answer &answer)
{
    if (question != m_question || !m_next)
        return;
    m_timer.reset();
    // The continuation may ask again, or destroy this.
    const Continue next = std::exchange(m_next, nullptr);
    next(answer);
}

Error KeychainTalk::errorFrom(const Answer &answer)
{
    Error error{.kind = Error::Kind::Keychain, .detail = answer.words};
    switch (answer.outcome) {
    case Outcome::NotFound:
        error.code = SecretErrorCode::absent;
        error.message =
            tr("The system keychain has no secrets of this account. Enter them again with Edit Account….");
        break;
    case Outcome::Denied:
        error.code = SecretErrorCode::locked;
        error.message = tr("The system keychain is locked. Unlock it, then try again.");
        break;
    case Outcome::Declined:
        error.code = SecretErrorCode::declined;
        error.message = tr("Access to the system keychain was declined. Try again and allow it.");
        break;
    case Outcome::NoService:
        error.code = SecretErrorCode::noService;
        error.message =
            tr("The system keychain cannot be reached. Start a secret service such as GNOME Keyring or "
               "KWallet, then try again.");
        break;
    case Outcome::Slow:
        error.code = SecretErrorCode::slow;
        error.message =
            tr("The system keychain did not answer within 2 minutes. Look for its password dialog, then "
               "try again.");
        break;
    case Outcome::Failed:
    case Outcome::Done:
        error.code = SecretErrorCode::failed;
        error.message =
            tr("The system keychain reported a failure. Open it with the system's own tool, then try "
               "again.");
        break;
    }
    return error;
}

} // namespace Clearsky
