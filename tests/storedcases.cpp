// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/storedcases.h"

#include "app/accounts/accountstore.h"
#include "app/accounts/endpoint.h"
#include "app/clock.h"
#include "app/jobs/journaldatabase.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTemporaryDir>

namespace Clearsky {

namespace {

using namespace Qt::Literals;

template <typename T> QString messageOf(const Result<T> &result)
{
    return result ? u"(accepted)"_s : result.error().message;
}

QString endpointMessage(const QString &text)
{
    return messageOf(validateEndpoint(text));
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
}

/// What the account store says about a file; that nothing of it is lost is part of the sentence's promise.
QString accountsMessage(const QByteArray &bytes)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"accounts.json"_s);
    write(path, bytes);
    const SystemClock clock;
    AccountStore store(path, clock);
    QString message = messageOf(store.load());
    const QStringList kept = QDir(folder.path()).entryList({u"accounts.json*"_s}, QDir::Files);
    QFile file(folder.filePath(kept.value(0)));
    if (kept.size() != 1 || !file.open(QIODevice::ReadOnly) || file.readAll() != bytes)
        return u"the file was not kept"_s;
    return message.replace(QDir::toNativeSeparators(folder.path()), u"<folder>"_s);
}

/// What the user is told when the journal is opened: why it cannot be, or what has become of it.
QString openingMessage(const QString &path)
{
    const Result<JournalContents> opened = JournalDatabase(path).open();
    if (!opened || opened->notice.isEmpty())
        return messageOf(opened);
    static const QRegularExpression time(u"corrupt-[0-9TZ-]+"_s);
    QString notice = opened->notice;
    notice.replace(QDir::toNativeSeparators(QFileInfo(path).path()), u"<folder>"_s);
    return notice.replace(time, u"corrupt-<time>"_s);
}

/// What the journal says about a file of these bytes.
QString journalMessage(const QByteArray &bytes)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"journal.sqlite"_s);
    write(path, bytes);
    return openingMessage(path);
}

QString newerJournalMessage()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"journal.sqlite"_s);
    if (!JournalDatabase(path).open())
        return u"no journal can be made"_s;
    // The version is a number of four bytes at offset 60 of an SQLite file.
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite) || !file.seek(60) || file.write(QByteArray("\0\0\0\x63", 4)) != 4)
        return u"the version cannot be changed"_s;
    file.close();
    const QString message = openingMessage(path);
    QFile after(path);
    if (!after.open(QIODevice::ReadOnly) || !after.seek(60) || after.read(4) != QByteArray("\0\0\0\x63", 4))
        return u"the journal was changed"_s;
    return message;
}

QString usedJournalMessage()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"journal.sqlite"_s);
    JournalDatabase first(path);
    if (!first.open())
        return u"no journal can be made"_s;
    return messageOf(JournalDatabase(path).open());
}

const QList<StoredCase> &endpointCases()
{
    static const QList<StoredCase> cases{
        {"endpoint text: user and password",
         [] { return endpointMessage(u"https://somebody:something@iam.example.com"_s); }},
        {"endpoint text: path", [] { return endpointMessage(u"https://iam.example.com/v3"_s); }},
        {"endpoint text: query", [] { return endpointMessage(u"https://iam.example.com?a=b"_s); }},
        {"endpoint text: fragment", [] { return endpointMessage(u"https://iam.example.com#top"_s); }},
        {"endpoint text: http", [] { return endpointMessage(u"http://iam.example.com"_s); }},
        {"endpoint text: another scheme", [] { return endpointMessage(u"ftp://iam.example.com"_s); }},
        {"endpoint text: no scheme", [] { return endpointMessage(u"iam.example.com"_s); }},
        {"endpoint text: no host", [] { return endpointMessage(u"https://"_s); }},
        {"endpoint text: port out of range",
         [] { return endpointMessage(u"https://iam.example.com:70000"_s); }},
        {"endpoint text: colon without port", [] { return endpointMessage(u"https://iam.example.com:"_s); }},
        {"endpoint text: blank inside", [] { return endpointMessage(u"https://iam example.com"_s); }},
        {"endpoint text: letters of another script",
         [] { return endpointMessage(u"https://iаm.example.com"_s); }},
        {"endpoint text: percent sign", [] { return endpointMessage(u"https://iam%2eexample.com"_s); }},
        {"endpoint text: unknown placeholder",
         [] { return endpointMessage(u"https://{svc}.example.com"_s); }},
        {"endpoint text: odd IPv4 address", [] { return endpointMessage(u"https://127.1"_s); }},
        {"endpoint text: bad IPv6 address", [] { return endpointMessage(u"https://[::g]"_s); }},
        {"endpoint text: final dot", [] { return endpointMessage(u"https://iam.example.com."_s); }},
        {"endpoint text: bad host name", [] { return endpointMessage(u"https://-iam.example.com"_s); }},
        {"endpoint text: region missing",
         [] { return messageOf(expandEndpoint(u"https://{service}.{region}.example.com"_s, u"iam"_s, {})); }},
        {"secret text: line break",
         [] { return messageOf(validateSecretText(u"one\ntwo"_s, u"Secret Access Key"_s)); }},
        {"secret text: curly quote",
         [] { return messageOf(validateSecretText(u"“key”"_s, u"Access Token"_s)); }},
        {"secret text: control character",
         [] { return messageOf(validateSecretText(u"a\x01z"_s, u"Access Token"_s)); }},
    };
    return cases;
}

const QList<StoredCase> &fileCases()
{
    static const QList<StoredCase> cases{
        {"accounts.json: not JSON", [] { return accountsMessage("account list\n"); }},
        {"accounts.json: empty", [] { return accountsMessage({}); }},
        {"accounts.json: cut off",
         [] { return accountsMessage(R"({"version":1,"accounts":[{"id":"a","na)"); }},
        {"accounts.json: another kind of file", [] { return accountsMessage(R"({"name":"not accounts"})"); }},
        {"accounts.json: an account without a name",
         [] { return accountsMessage(R"({"version":1,"accounts":[{"id":"a","provider":"zenlayer"}]})"); }},
        {"accounts.json: an id stands twice",
         [] {
             return accountsMessage(R"({"version":1,"accounts":[{"id":"a","name":"x","provider":"zenlayer"},)"
                                    R"({"id":"a","name":"y","provider":"zenlayer"}]})");
         }},
        {"accounts.json: of a newer version",
         [] { return accountsMessage(R"({"version":2,"accounts":[]})"); }},
        {"journal: of a newer version", newerJournalMessage},
        {"journal: in use", usedJournalMessage},
        {"journal: not a database", [] { return journalMessage(QByteArray(4096, 'x')); }},
        {"journal: cannot be made",
         [] { return messageOf(JournalDatabase(u"/proc/no-such-folder/journal.sqlite"_s).open()); }},
    };
    return cases;
}

} // namespace

const QList<StoredCase> &storedCases()
{
    static const QList<StoredCase> all = endpointCases() + fileCases();
    return all;
}

} // namespace Clearsky
