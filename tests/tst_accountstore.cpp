// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/accounts/accountstore.h"
#include "tests/support/fakeclock.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#include <unistd.h>
#endif

using namespace Clearsky;

class TestAccountStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void noFileMeansNoAccounts();
    void accountsSurviveARestart();
    void changesAreTold();
    void nothingChangesWhenTheFileCannotBeWritten();
    void namesAreChecked_data();
    void namesAreChecked();
    void ownNameMayStay();
    void damagedFileIsMovedAside_data();
    void damagedFileIsMovedAside();
    void damagedFilesDoNotReplaceEachOther();
    void newerFileIsReadAndLeftAlone();
    void unreadableFileIsLeftAlone();
    void membersOfOtherVersionsSurvive();
    void fileIsTheOwnersAlone();
    void unknownEnvironmentIsUnknown();

private:
    [[nodiscard]] QString path() const { return m_dir->filePath(QStringLiteral("accounts.json")); }
    void write(const QByteArray &bytes) const;
    [[nodiscard]] QByteArray bytes(const QString &name = QStringLiteral("accounts.json")) const;
    [[nodiscard]] QStringList files() const { return QDir(m_dir->path()).entryList(QDir::Files, QDir::Name); }

    std::unique_ptr<QTemporaryDir> m_dir;
    FakeClock m_clock;
};

namespace {

Account fullAccount()
{
    return {.name = QStringLiteral("prod"),
            .providerId = QStringLiteral("huawei"),
            .environment = Environment::Staging,
            .signInMethod = QStringLiteral("password"),
            .accessKeyId = QStringLiteral("AK"),
            .accountName = QStringLiteral("domain"),
            .userName = QStringLiteral("ünï"),
            .region = QStringLiteral("eu-de"),
            .projectId = QStringLiteral("p1"),
            .iamEndpoint = QStringLiteral("https://iam.example.com"),
            .serviceEndpoint = QStringLiteral("https://{service}.{region}.example.com"),
            .romaRequestForm = QStringLiteral("legacy")};
}

Account named(const char *name)
{
    return {.name = QString::fromUtf8(name), .providerId = QStringLiteral("zenlayer")};
}

} // namespace

void TestAccountStore::initTestCase()
{
#ifdef Q_OS_UNIX
    ::umask(0);
#endif
}

void TestAccountStore::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    QVERIFY(m_dir->isValid());
}

void TestAccountStore::write(const QByteArray &bytes) const
{
    QFile file(path());
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

QByteArray TestAccountStore::bytes(const QString &name) const
{
    QFile file(m_dir->filePath(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable");
}

void TestAccountStore::noFileMeansNoAccounts()
{
    AccountStore store(path(), m_clock);
    QVERIFY(store.load());
    QVERIFY(store.accounts().isEmpty());
    QVERIFY(!store.isReadOnly());
    QVERIFY(files().isEmpty());
}

void TestAccountStore::accountsSurviveARestart()
{
    Account first = fullAccount();
    Account second = named("test");
    {
        AccountStore store(path(), m_clock);
        QVERIFY(store.load());
        const auto addedFirst = store.add(first);
        const auto addedSecond = store.add(second);
        QVERIFY(addedFirst && addedSecond);
        QVERIFY(!addedFirst->id.isEmpty() && addedFirst->id != addedSecond->id);
        first.id = addedFirst->id;
        second = *addedSecond;
    }
    AccountStore store(path(), m_clock);
    QVERIFY(store.load());
    QCOMPARE(store.accounts(), QList<Account>({first, second}));
    QVERIFY(store.account(first.id) != nullptr);
    QCOMPARE(*store.account(first.id), first);
    QVERIFY(store.account(QStringLiteral("other")) == nullptr);
}

void TestAccountStore::changesAreTold()
{
    AccountStore store(path(), m_clock);
    QVERIFY(store.load());
    QSignalSpy added(&store, &AccountStore::added);
    QSignalSpy updated(&store, &AccountStore::updated);
    QSignalSpy removed(&store, &AccountStore::removed);

    Account account = *store.add(named("  one "));
    QCOMPARE(account.name, QStringLiteral("one"));
    QCOMPARE(added.count(), 1);
    QCOMPARE(added.at(0).at(0).value<Account>(), account);

    account.environment = Environment::Test;
    QVERIFY(store.update(account));
    QVERIFY2(store.update(account), "the same again is no change");
    QCOMPARE(updated.count(), 1);
    QCOMPARE(updated.at(0).at(0).value<Account>(), account);

    QVERIFY(store.remove(account.id));
    QVERIFY(store.remove(account.id));
    QCOMPARE(removed.count(), 1);
    QCOMPARE(removed.at(0).at(0).toString(), account.id);
    QVERIFY(store.accounts().isEmpty());
}

void TestAccountStore::nothingChangesWhenTheFileCannotBeWritten()
{
    AccountStore store(m_dir->filePath(QStringLiteral("missing/accounts.json")), m_clock);
    QVERIFY(store.load());
    QSignalSpy added(&store, &AccountStore::added);
    const auto account = store.add(named("one"));
    QVERIFY(!account);
    QCOMPARE(account.error().kind, Error::Kind::Storage);
    QVERIFY(store.accounts().isEmpty());
    QCOMPARE(added.count(), 0);
}

void TestAccountStore::namesAreChecked_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("sentence"); // a part of it; empty: allowed
    QTest::newRow("plain") << QStringLiteral("prod-eu") << QString();
    QTest::newRow("spaces inside") << QStringLiteral("prod eu 2") << QString();
    QTest::newRow("other scripts") << QStringLiteral("生产 é") << QString();
    QTest::newRow("64 characters") << QString(64, QLatin1Char('x')) << QString();
    QTest::newRow("65 characters") << QString(65, QLatin1Char('x')) << QStringLiteral("Shorten");
    QTest::newRow("64 characters and spaces")
        << QString(64, QLatin1Char('x')) + QStringLiteral("  ") << QString();
    QTest::newRow("empty") << QString() << QStringLiteral("needs a name");
    QTest::newRow("blank") << QStringLiteral(" \t ") << QStringLiteral("needs a name");
    QTest::newRow("taken") << QStringLiteral("taken") << QStringLiteral("already");
    QTest::newRow("taken in capitals") << QStringLiteral("TAKEN") << QStringLiteral("already");
    QTest::newRow("taken with spaces") << QStringLiteral(" taken ") << QStringLiteral("already");
    QTest::newRow("line break") << QStringLiteral("a\nb") << QStringLiteral("cannot be seen");
    QTest::newRow("zero-width") << QStringLiteral("tak\u200ben") << QStringLiteral("cannot be seen");
    QTest::newRow("right-to-left override") << QStringLiteral("a\u202eb") << QStringLiteral("cannot be seen");
}

void TestAccountStore::namesAreChecked()
{
    QFETCH(QString, name);
    QFETCH(QString, sentence);
    AccountStore store(path(), m_clock);
    QVERIFY(store.load());
    QVERIFY(store.add(named("taken")));
    Account account = named("x");
    account.name = name;
    const auto added = store.add(account);
    QCOMPARE(added.has_value(), sentence.isEmpty());
    QCOMPARE(store.checkName(name, added ? added->id : QString()).has_value(), sentence.isEmpty());
    if (!added)
        QVERIFY2(added.error().message.contains(sentence), qPrintable(added.error().message));
    QCOMPARE(store.accounts().size(), added ? 2 : 1);
}

void TestAccountStore::ownNameMayStay()
{
    AccountStore store(path(), m_clock);
    QVERIFY(store.load());
    Account account = *store.add(named("one"));
    QVERIFY(store.add(named("two")));
    account.name = QStringLiteral("One");
    QVERIFY(store.update(account));
    account.name = QStringLiteral("two");
    QVERIFY(!store.update(account));
    QCOMPARE(store.account(account.id)->name, QStringLiteral("One"));
}

void TestAccountStore::damagedFileIsMovedAside_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("zeros after a crash") << QByteArray(4096, '\0');
    QTest::newRow("cut off") << QByteArray(R"({"version":1,"accounts":[{"id":"a","na)");
    QTest::newRow("an array") << QByteArray("[]");
    QTest::newRow("no version") << QByteArray(R"({"accounts":[]})");
    QTest::newRow("version as text") << QByteArray(R"({"version":"1","accounts":[]})");
    QTest::newRow("no accounts") << QByteArray(R"({"version":1})");
    QTest::newRow("accounts an object") << QByteArray(R"({"version":1,"accounts":{}})");
    QTest::newRow("an account that is text") << QByteArray(R"({"version":1,"accounts":["a"]})");
    QTest::newRow("an account without id")
        << QByteArray(R"({"version":1,"accounts":[{"name":"a","provider":"p"}]})");
    QTest::newRow("an id that is a number")
        << QByteArray(R"({"version":1,"accounts":[{"id":1,"name":"a","provider":"p"}]})");
    QTest::newRow("a region that is a number")
        << QByteArray(R"({"version":1,"accounts":[{"id":"1","name":"a","provider":"p","region":1}]})");
    QTest::newRow("an id twice") << QByteArray(
        R"({"version":1,"accounts":[{"id":"1","name":"a","provider":"p"},{"id":"1","name":"b","provider":"p"}]})");
    QTest::newRow("XML") << QByteArray("<accounts/>");
}

void TestAccountStore::damagedFileIsMovedAside()
{
    QFETCH(QByteArray, content);
    write(content);
    AccountStore store(path(), m_clock);
    const auto loaded = store.load();
    QVERIFY(!loaded);
    QCOMPARE(loaded.error().kind, Error::Kind::Storage);
    const QString aside = QStringLiteral("accounts.json.damaged-20260714T090000Z");
    QVERIFY2(loaded.error().message.contains(aside), qPrintable(loaded.error().message));
    QCOMPARE(files(), QStringList(aside));
    QCOMPARE(bytes(aside), content);
    QVERIFY(!store.isReadOnly());
    QVERIFY2(store.add(named("anew")), "the store is usable");
    QCOMPARE(bytes(aside), content);
}

void TestAccountStore::damagedFilesDoNotReplaceEachOther()
{
    for (const char *content : {"first", "second", "third"}) {
        write(content);
        AccountStore store(path(), m_clock);
        QVERIFY(!store.load());
    }
    const QString stem = QStringLiteral("accounts.json.damaged-20260714T090000Z");
    QCOMPARE(bytes(stem), QByteArray("first"));
    QCOMPARE(bytes(stem + QStringLiteral("-2")), QByteArray("second"));
    QCOMPARE(bytes(stem + QStringLiteral("-3")), QByteArray("third"));
}

void TestAccountStore::newerFileIsReadAndLeftAlone()
{
    const QByteArray content = R"({"version":2,"accounts":[
        {"id":"1","name":"a","provider":"huawei","environment":"moon"},
        {"id":"2","called":"b"}]})";
    write(content);
    AccountStore store(path(), m_clock);
    const auto loaded = store.load();
    QVERIFY(!loaded);
    QVERIFY2(loaded.error().message.contains(QLatin1String("newer Clearsky")),
             qPrintable(loaded.error().message));
    QVERIFY(store.isReadOnly());
    QCOMPARE(store.accounts().size(), 1);
    Account account = store.accounts().constFirst();
    QCOMPARE(account.environment, Environment::Unknown);

    account.name = QStringLiteral("changed");
    QVERIFY(!store.add(named("new")));
    QVERIFY(!store.update(account));
    QVERIFY(!store.remove(account.id));
    QCOMPARE(store.accounts().size(), 1);
    QCOMPARE(bytes(), content);
    QCOMPARE(files().size(), 1);
}

void TestAccountStore::unreadableFileIsLeftAlone()
{
#ifdef Q_OS_UNIX
    // Root reads whatever it likes: a folder in the file's place cannot be read by anybody.
    QVERIFY(QDir().mkpath(path()));
    AccountStore store(path(), m_clock);
    const auto loaded = store.load();
    QVERIFY(!loaded);
    QCOMPARE(loaded.error().kind, Error::Kind::Storage);
    QVERIFY(store.isReadOnly());
    QVERIFY(!store.add(named("new")));
    QVERIFY(QFileInfo(path()).isDir());
#endif
}

void TestAccountStore::membersOfOtherVersionsSurvive()
{
    write(
        R"({"version":1,"accounts":[{"id":"1","name":"a","provider":"huawei","readOnly":true}],"order":["1"]})");
    AccountStore store(path(), m_clock);
    QVERIFY(store.load());
    Account account = store.accounts().constFirst();
    account.name = QStringLiteral("b");
    QVERIFY(store.update(account));
    QVERIFY(store.add(named("c")));
    const QJsonObject document = QJsonDocument::fromJson(bytes()).object();
    QCOMPARE(document.value(QLatin1String("order")).toArray().size(), 1);
    const QJsonObject first = document.value(QLatin1String("accounts")).toArray().at(0).toObject();
    QCOMPARE(first.value(QLatin1String("readOnly")).toBool(), true);
    QCOMPARE(first.value(QLatin1String("name")).toString(), QStringLiteral("b"));
}

void TestAccountStore::fileIsTheOwnersAlone()
{
#ifdef Q_OS_UNIX
    AccountStore store(path(), m_clock);
    QVERIFY(store.load());
    const Account account = *store.add(named("one"));
    constexpr auto owner =
        QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ReadUser | QFileDevice::WriteUser;
    QCOMPARE(QFileInfo(path()).permissions() & ~owner, QFileDevice::Permissions());
    QVERIFY(store.remove(account.id));
    QCOMPARE(QFileInfo(path()).permissions() & ~owner, QFileDevice::Permissions());
    QCOMPARE(files().size(), 1);
#endif
}

void TestAccountStore::unknownEnvironmentIsUnknown()
{
    write(R"({"version":1,"accounts":[{"id":"1","name":"a","provider":"p"},
        {"id":"2","name":"b","provider":"p","environment":"production"},
        {"id":"3","name":"c","provider":"p","environment":7}]})");
    AccountStore store(path(), m_clock);
    QVERIFY(store.load());
    QCOMPARE(store.accounts().at(0).environment, Environment::Unknown);
    QCOMPARE(store.accounts().at(1).environment, Environment::Production);
    QCOMPARE(store.accounts().at(2).environment, Environment::Unknown);
}

QTEST_GUILESS_MAIN(TestAccountStore)
#include "tst_accountstore.moc"
