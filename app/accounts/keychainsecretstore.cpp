// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/accounts/keychainsecretstore.h"

#include "app/accounts/keychaintalk.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

namespace Clearsky {

namespace {

using Answer = KeychainTalk::Answer;
using Outcome = KeychainTalk::Outcome;

// Written to find out whether the keychain is there and open.
const QString probeKey = QStringLiteral("probe");

QString tr(const char *text)
{
    return QCoreApplication::translate("KeychainSecretStore", text);
}

SecretPlace keychainPlace()
{
    return {.kind = SecretPlace::Kind::Keychain, .sentence = tr("Secrets are kept in the system keychain.")};
}

QByteArray toEntry(const Credentials &credentials)
{
    QJsonObject object;
    const QStringList fieldIds = credentials.fieldIds();
    for (const QString &fieldId : fieldIds)
        object.insert(fieldId, QString::fromUtf8(credentials.value(fieldId).reveal()));
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

Result<Credentials> fromEntry(const QByteArray &entry)
{
    const QJsonDocument document = QJsonDocument::fromJson(entry);
    if (!document.isObject()) {
        return failure(
            {.kind = Error::Kind::Keychain,
             .message = tr("The entry of this account in the system keychain is damaged. Enter the secrets "
                           "again with Edit Account…."),
             .code = SecretErrorCode::damaged});
    }
    Credentials credentials;
    const QJsonObject object = document.object();
    for (auto field = object.begin(); field != object.end(); ++field)
        credentials.set(field.key(), Secret::fromText(field.value().toString()));
    // What remains when a removal was interrupted between its two steps.
    if (credentials.isEmpty())
        return failure(KeychainTalk::errorFrom({.outcome = Outcome::NotFound}));
    return credentials;
}

template <typename T> class KeychainJob : public ResultJob<T>
{
public:
    KeychainJob(Clock &clock, QString key) : m_key(std::move(key)), m_talk(clock) { }

protected:
    void abort() override { m_talk.stop(); }
    void fail(const Answer &answer) { this->finishWith(failure(KeychainTalk::errorFrom(answer))); }
    /// Writes and deletes an entry of no meaning. Done: the keychain is there and open.
    void tryKeychain(KeychainTalk::Continue next)
    {
        m_talk.write(probeKey, "{}", [this, next = std::move(next)](const Answer &written) {
            if (written.outcome != Outcome::Done) {
                next(written);
                return;
            }
            m_talk.remove(probeKey, [next, written](const Answer &) { next(written); });
        });
    }

    QString m_key;
    KeychainTalk m_talk;
};

class ReadJob final : public KeychainJob<Credentials>
{
public:
    using KeychainJob::KeychainJob;

protected:
    void run() override
    {
        m_talk.read(m_key, [this](const Answer &answer) { onRead(answer); });
    }

private:
    void onRead(const Answer &answer)
    {
        if (answer.outcome == Outcome::Done) {
            finishWith(fromEntry(answer.bytes));
        } else if (answer.outcome == Outcome::NotFound) {
            // A locked keychain says the same: only a write tells the two apart.
            tryKeychain([this, answer](const Answer &tried) {
                fail(tried.outcome == Outcome::Done ? answer : tried);
            });
        } else {
            fail(answer);
        }
    }
};

class WriteJob final : public KeychainJob<SecretPlace>
{
public:
    WriteJob(Clock &clock, const QString &key, const Credentials &credentials)
        : KeychainJob(clock, key), m_credentials(credentials)
    {
    }

protected:
    void run() override
    {
        QByteArray entry = toEntry(m_credentials);
        m_talk.write(m_key, entry, [this](const Answer &answer) {
            if (answer.outcome == Outcome::Done)
                finishWith(keychainPlace());
            else
                fail(answer);
        });
        wipe(entry);
    }

private:
    Credentials m_credentials;
};

// A locked keychain reports a deletion as done and deletes nothing; a write reports the lock.
class RemoveJob final : public KeychainJob<void>
{
public:
    using KeychainJob::KeychainJob;

protected:
    void run() override
    {
        m_talk.write(m_key, "{}", [this](const Answer &written) {
            if (written.outcome == Outcome::Done)
                m_talk.remove(m_key, [this](const Answer &removed) { onRemoved(removed); });
            else
                fail(written);
        });
    }

private:
    void onRemoved(const Answer &answer)
    {
        if (answer.outcome == Outcome::Done || answer.outcome == Outcome::NotFound)
            finishWith({});
        else
            fail(answer);
    }
};

class ProbeJob final : public KeychainJob<SecretPlace>
{
public:
    using KeychainJob::KeychainJob;

protected:
    void run() override
    {
        tryKeychain([this](const Answer &tried) {
            if (tried.outcome == Outcome::Done)
                finishWith(keychainPlace());
            else
                finishWith(
                    SecretPlace{.kind = SecretPlace::Kind::SessionOnly, .sentence = sentenceOf(tried)});
        });
    }

private:
    static QString sentenceOf(const Answer &answer)
    {
        return tr("%1 Until then secrets are kept in memory and forgotten when Clearsky quits.")
            .arg(KeychainTalk::errorFrom(answer).message);
    }
};

} // namespace

KeychainSecretStore::KeychainSecretStore(Clock &clock) : m_clock(clock)
{
}

ResultJob<Credentials> *KeychainSecretStore::read(const QString &accountId)
{
    return new ReadJob(m_clock, accountId);
}

ResultJob<SecretPlace> *KeychainSecretStore::write(const QString &accountId, const Credentials &credentials)
{
    return new WriteJob(m_clock, accountId, credentials);
}

ResultJob<void> *KeychainSecretStore::remove(const QString &accountId)
{
    return new RemoveJob(m_clock, accountId);
}

ResultJob<SecretPlace> *KeychainSecretStore::probe()
{
    return new ProbeJob(m_clock, {});
}

} // namespace Clearsky
