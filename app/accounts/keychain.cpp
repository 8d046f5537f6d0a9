// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/accounts/keychain.h"

#include <qt6keychain/keychain.h>

namespace Clearsky {

namespace {

const QString serviceName = QStringLiteral("io.github.clearsky_desktop.Clearsky");

KeychainOutcome outcomeOf(QKeychain::Error error)
{
    using enum KeychainOutcome;
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

QKeychain::Job *jobFor(const KeychainQuestion &question)
{
    switch (question.kind) {
    case KeychainQuestion::Kind::Read:
        return new QKeychain::ReadPasswordJob(serviceName);
    case KeychainQuestion::Kind::Remove:
        return new QKeychain::DeletePasswordJob(serviceName);
    case KeychainQuestion::Kind::Write:
        break;
    }
    auto *job = new QKeychain::WritePasswordJob(serviceName);
    job->setBinaryData(question.bytes);
    return job;
}

} // namespace

// The job has no parent and is never deleted by us, even after the deadline: the libsecret backend answers
// into it whenever it likes (qtkeychain issue 261). It deletes itself when it has finished.
void askKeychain(const KeychainQuestion &question, QObject *context,
                 const std::function<void(const KeychainAnswer &)> &answered)
{
    QKeychain::Job *job = jobFor(question);
    job->setKey(question.key);
    job->setInsecureFallback(false);
    QObject::connect(job, &QKeychain::Job::finished, context, [answered](QKeychain::Job *done) {
        KeychainAnswer answer{.outcome = outcomeOf(done->error()), .words = done->errorString()};
        if (const auto *reader = qobject_cast<QKeychain::ReadPasswordJob *>(done))
            answer.bytes = reader->binaryData();
        answered(answer);
    });
    job->start();
}

} // namespace Clearsky
