// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/accounts/keychaintalk.h"

#include "app/accounts/keychainsecretstore.h"

#include <qt6keychain/keychain.h>

#include <utility>

namespace Clearsky {

namespace {

const QString serviceName = QStringLiteral("io.github.clearsky_desktop.Clearsky");

KeychainTalk::Outcome outcomeOf(QKeychain::Error error)
{
    using enum KeychainTalk::Outcome;
    switch (error) {
    case QKeychain::NoError:
        return Done;
    case QKeychain::EntryNotFound:
        return NotFound;
    case QKeychain::AccessDeniedByUser:
        return Declined;
    case QKeychain::AccessDenied:
        return Denied;
    // Without a secret service QtKeychain 0.13 answers OtherError; NoBackendAvailable was never seen.
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
    case QKeychain::OtherError:
        return NoService;
    case QKeychain::CouldNotDeleteEntry:
        break;
    }
    return Failed;
}

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
    ask([] { return new QKeychain::ReadPasswordJob(serviceName); }, key, std::move(next));
}

void KeychainTalk::write(const QString &key, const QByteArray &bytes, Continue next)
{
    const auto make = [bytes] {
        auto *job = new QKeychain::WritePasswordJob(serviceName);
        job->setBinaryData(bytes);
        return job;
    };
    ask(make, key, std::move(next));
}

void KeychainTalk::remove(const QString &key, Continue next)
{
    ask([] { return new QKeychain::DeletePasswordJob(serviceName); }, key, std::move(next));
}

void KeychainTalk::stop()
{
    ++m_question;
    m_next = nullptr;
    m_timer.reset();
}

// The job has no parent and is never deleted by us, even after the deadline: the libsecret backend answers
// into it whenever it likes (qtkeychain issue 261). It deletes itself when it has finished.
void KeychainTalk::ask(const std::function<QKeychain::Job *()> &make, const QString &key, Continue next)
{
    const quint64 question = ++m_question;
    m_next = std::move(next);
    if (hasNoMainLoop()) {
        const Answer none{.outcome = Outcome::NoService, .words = QStringLiteral("QT_NO_GLIB is set")};
        QMetaObject::invokeMethod(
            this, [this, question, none] { answer(question, none); }, Qt::QueuedConnection);
        return;
    }
    QKeychain::Job *job = make();
    job->setKey(key);
    job->setInsecureFallback(false);
    m_timer = m_clock.callAfter(KeychainSecretStore::deadline,
                                [this, question] { answer(question, {.outcome = Outcome::Slow}); });
    connect(job, &QKeychain::Job::finished, this, [this, question](QKeychain::Job *done) {
        Answer result{.outcome = outcomeOf(done->error()), .words = done->errorString()};
        if (const auto *reader = qobject_cast<QKeychain::ReadPasswordJob *>(done))
            result.bytes = reader->binaryData();
        answer(question, result);
    });
    job->start();
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
