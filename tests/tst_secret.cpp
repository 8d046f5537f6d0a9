// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/accounts/secret.h"

#include <QDataStream>
#include <QDebug>
#include <QTest>
#include <QTextStream>
#include <QVariant>

#include <ostream>
#include <string>
#include <type_traits>

using namespace Clearsky;

// What must not compile, checked when this file is compiled.
template <typename Stream>
concept TakesSecret = requires(Stream &stream, const Secret &secret)
{
    stream << secret;
};
template <typename Stream>
concept TakesBytes = requires(Stream &stream, const QByteArray &bytes)
{
    stream << bytes;
};

static_assert(TakesBytes<QTextStream>, "the check below would prove nothing");
static_assert(!TakesSecret<QTextStream>);
static_assert(!TakesSecret<std::ostream>);
static_assert(!TakesSecret<QDataStream>);
static_assert(!std::is_convertible_v<Secret, QByteArray> && !std::is_constructible_v<QByteArray, Secret>);
static_assert(!std::is_convertible_v<Secret, QString> && !std::is_constructible_v<QString, Secret>);
static_assert(
    !std::is_constructible_v<QByteArrayView, Secret> && !std::is_constructible_v<QStringView, Secret>);
static_assert(!std::is_constructible_v<std::string, Secret> && !std::is_convertible_v<Secret, bool>);
static_assert(!std::is_convertible_v<QByteArray, Secret>, "a secret is made on purpose");
static_assert(!std::is_convertible_v<QString, Secret>);

class TestSecret : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void debugOutputHidesTheBytes();
    void debugOutputOfCredentialsShowsFieldIdsOnly();
    void revealGivesTheBytesBack();
    void textBecomesUtf8();
    void lastHolderWipes();
    void sharedBytesSurviveAWipe();
    void assignmentReplaces();
    void emptySecretIsNoField();
};

namespace {

template <typename T> QString debugText(const T &value)
{
    QString text;
    QDebug(&text).nospace() << value;
    return text;
}

const QByteArray canary = "canary-9f2c";

} // namespace

void TestSecret::debugOutputHidesTheBytes()
{
    QCOMPARE(debugText(Secret(canary)), QStringLiteral("•••"));
    QCOMPARE(debugText(Secret()), QStringLiteral("•••"));
    QVERIFY(!debugText(QVariant::fromValue(Secret(canary))).contains(QString::fromLatin1(canary)));
    QVERIFY(!debugText(QList<Secret>{Secret(canary)}).contains(QString::fromLatin1(canary)));
}

void TestSecret::debugOutputOfCredentialsShowsFieldIdsOnly()
{
    Credentials credentials;
    credentials.set(CredentialField::password, Secret(canary));
    credentials.set(CredentialField::accessToken, Secret(canary));
    QCOMPARE(debugText(credentials), QStringLiteral("Credentials(accessToken, password)"));
}

void TestSecret::revealGivesTheBytesBack()
{
    QCOMPARE(Secret(canary).reveal(), canary);
    QVERIFY(Secret(canary) == Secret(canary));
    QVERIFY(!(Secret(canary) == Secret("other")));
}

void TestSecret::textBecomesUtf8()
{
    QCOMPARE(Secret::fromText(QStringLiteral("pä!")).reveal(), QByteArray("p\xc3\xa4!"));
}

void TestSecret::lastHolderWipes()
{
    QByteArray bytes(64, 'x');
    const char *memory = bytes.constData();
    wipe(bytes);
    QCOMPARE(bytes, QByteArray(64, '\0'));
    QVERIFY2(bytes.constData() == memory, "a copy was wiped instead");
}

void TestSecret::sharedBytesSurviveAWipe()
{
    QByteArray copy;
    QByteArray shared = canary;
    const QByteArray holder = shared;
    wipe(shared);
    QCOMPARE(holder, canary);
    {
        const Secret secret(QByteArray(canary.constData(), canary.size()));
        copy = secret.reveal();
    }
    QCOMPARE(copy, canary);
}

void TestSecret::assignmentReplaces()
{
    Secret secret(canary);
    secret = Secret("new");
    QCOMPARE(secret.reveal(), QByteArray("new"));
    Secret moved = std::move(secret);
    QCOMPARE(moved.reveal(), QByteArray("new"));
}

void TestSecret::emptySecretIsNoField()
{
    Credentials credentials;
    credentials.set(CredentialField::password, Secret(canary));
    QVERIFY(credentials.contains(CredentialField::password));
    QCOMPARE(credentials.value(CredentialField::password).reveal(), canary);
    credentials.set(CredentialField::password, Secret());
    QVERIFY(credentials.isEmpty());
    QVERIFY(credentials.value(CredentialField::password).isEmpty());
}

QTEST_GUILESS_MAIN(TestSecret)
#include "tst_secret.moc"
