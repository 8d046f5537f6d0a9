// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/clock.h"
#include "app/net/httpcall.h"
#include "app/net/requestbuilder.h"
#include "tests/support/finished.h"
#include "tests/support/scriptedserver.h"

#include <QNetworkAccessManager>
#include <QRandomGenerator>
#include <QTest>

using namespace Clearsky;
using namespace Qt::StringLiterals;

using Query = QList<QPair<QString, QString>>;

class HttpRequestTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesPathAndQueryByteForByte_data();
    void writesPathAndQueryByteForByte();
    void randomIdsArriveUnchanged();
    void refusesIdsThatWouldReachAnotherPath_data();
    void refusesIdsThatWouldReachAnotherPath();
    void refusesBases_data();
    void refusesBases();
    void acceptsBases_data();
    void acceptsBases();
    void refusesHeadersThatWouldSmuggle_data();
    void refusesHeadersThatWouldSmuggle();
    void keepsWhatTheWireNeeds();
    void namesTheHostAsItIsSent_data();
    void namesTheHostAsItIsSent();

private:
    SystemClock m_clock;
};

void HttpRequestTest::writesPathAndQueryByteForByte_data()
{
    QTest::addColumn<QUrl>("base");
    QTest::addColumn<QStringList>("segments");
    QTest::addColumn<Query>("query");
    QTest::addColumn<QByteArray>("target");

    const QUrl host(QStringLiteral("https://example.com"));
    QTest::newRow("plain") << host << QStringList{u"v2"_s, u"p"_s} << Query() << QByteArray("/v2/p");
    QTest::newRow("no path") << host << QStringList() << Query() << QByteArray("/");
    QTest::newRow("base with a path") << QUrl(QStringLiteral("https://example.com/api/v2/zec"))
                                      << QStringList() << Query() << QByteArray("/api/v2/zec");
    QTest::newRow("base with a closing slash") << QUrl(QStringLiteral("https://example.com/api/"))
                                               << QStringList{u"a"_s} << Query() << QByteArray("/api/a");
    QTest::newRow("unreserved stay") << host << QStringList{u"aZ09-_.~"_s} << Query()
                                     << QByteArray("/aZ09-_.~");
    QTest::newRow("everything else is encoded once") << host << QStringList{u"a/b c%2F?#é*+,:"_s} << Query()
                                                     << QByteArray("/a%2Fb%20c%252F%3F%23%C3%A9%2A%2B%2C%3A");
    QTest::newRow("dots inside a name")
        << host << QStringList{u"..a"_s, u"..."_s} << Query() << QByteArray("/..a/...");
    QTest::newRow("query sorted by name, then value")
        << host << QStringList{u"v"_s} << Query{{u"b"_s, u"2"_s}, {u"a"_s, u"9"_s}, {u"b"_s, u"1"_s}}
        << QByteArray("/v?a=9&b=1&b=2");
    QTest::newRow("query values") << host << QStringList{u"v"_s}
                                  << Query{{u"ids"_s, u"a,b"_s},
                                           {u"e"_s, QString()},
                                           {u"t"_s, u"1:2 *+/~&=é"_s}}
                                  << QByteArray("/v?e=&ids=a%2Cb&t=1%3A2%20%2A%2B%2F~%26%3D%C3%A9");
}

void HttpRequestTest::writesPathAndQueryByteForByte()
{
    QFETCH(const QUrl, base);
    QFETCH(const QStringList, segments);
    QFETCH(const Query, query);
    QFETCH(const QByteArray, target);
    const auto request = buildRequest(base, {.pathSegments = segments, .query = query});
    QVERIFY2(request, qPrintable(request ? QString() : request.error().message));
    QCOMPARE(request->url.toEncoded(), base.scheme().toLatin1() + "://example.com" + target);
    QVERIFY(request->url.isValid());
}

// The server's eye: what it reads back is what was meant.
void HttpRequestTest::randomIdsArriveUnchanged()
{
    const quint32 seed = QRandomGenerator::system()->generate();
    qInfo("seed %u", seed);
    QRandomGenerator random(seed);
    const QString alphabet = u"aZ0-_.~!$&'()*+,;=:@/?#[]% \"<>\\^`{|}äß漢字🚀\u202e"_s;
    ScriptedServer server;
    QNetworkAccessManager network;
    for (int i = 0; i < 400; ++i) {
        QString id;
        const int length = i < 200 ? random.bounded(1, 4) : random.bounded(1, 40);
        for (int j = 0; j < length; ++j)
            id += alphabet.at(random.bounded(static_cast<int>(alphabet.size())));
        const bool mustBeSent = id.isValidUtf16() && !id.startsWith(u'.');
        auto request =
            buildRequest(server.url(), {.pathSegments = {u"v1"_s, id, u"end"_s}, .query = {{u"q"_s, id}}});
        QVERIFY2(request || !mustBeSent, qPrintable(id));
        if (!request)
            continue;
        const QByteArray sent = request->url.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority);
        QVERIFY(finishedResult(new HttpCall(network, m_clock, *request)));
        const RawRequest &seen = server.requests().constLast();
        QCOMPARE(seen.target, sent);
        const QList<QByteArray> segments = seen.path().split('/');
        QCOMPARE(segments.size(), 4);
        QCOMPARE(QString::fromUtf8(QByteArray::fromPercentEncoding(segments.at(2))), id);
        const QByteArray value = seen.target.mid(seen.target.indexOf("?q=") + 3);
        QCOMPARE(QString::fromUtf8(QByteArray::fromPercentEncoding(value)), id);
    }
}

void HttpRequestTest::refusesIdsThatWouldReachAnotherPath_data()
{
    QTest::addColumn<QString>("id");
    QTest::newRow("empty") << QString();
    QTest::newRow("dot") << u"."_s;
    QTest::newRow("two dots") << u".."_s;
    QTest::newRow("a dot and a letter, which Qt swallows") << u".a"_s;
    QTest::newRow("a dot and a circumflex, which Qt swallows") << u".^"_s;
    QTest::newRow("NUL") << QString(QChar(u'\0'));
    QTest::newRow("line break") << u"a\r\nb"_s;
    QTest::newRow("half a character") << QString(QChar(0xd83d));
}

void HttpRequestTest::refusesIdsThatWouldReachAnotherPath()
{
    QFETCH(const QString, id);
    const auto request =
        buildRequest(QUrl(QStringLiteral("https://example.com")), {.pathSegments = {u"v1"_s, id, u"x"_s}});
    QVERIFY(!request);
    QCOMPARE(request.error().kind, Error::Kind::Configuration);
    QVERIFY(!request.error().message.isEmpty());
}

void HttpRequestTest::refusesBases_data()
{
    QTest::addColumn<QString>("base");
    for (const char *base :
         {"", "example.com", "http://example.com", "http://127.0.0.1.example.com", "file:///etc/hostname",
          "qrc:/x", "data:text/plain,x", "ftp://example.com", "https://user@example.com",
          "https://user:word@example.com", "https://example.com?a=b", "https://example.com#a",
          "https://example.com.", "https://example.com:0", "https:///x", "https://example.com/a/../b",
          "https://example.com//b", "https://example.com/./b", "HTTPS2://example.com"})
        QTest::newRow(base) << QString::fromLatin1(base);
}

void HttpRequestTest::refusesBases()
{
    QFETCH(const QString, base);
    const auto request = buildRequest(QUrl(base), {.pathSegments = {u"v1"_s}});
    QVERIFY(!request);
    QCOMPARE(request.error().kind, Error::Kind::Configuration);
    QVERIFY(!request.error().message.isEmpty());
    QVERIFY(!request.error().detail.contains(u"word"_s));
}

void HttpRequestTest::acceptsBases_data()
{
    QTest::addColumn<QString>("base");
    for (const char *base :
         {"https://example.com", "https://example.com:8443/api/v2/zec", "http://127.0.0.1:8080",
          "http://[::1]:8080", "http://localhost:1", "https://[2001:db8::1]"})
        QTest::newRow(base) << QString::fromLatin1(base);
}

void HttpRequestTest::acceptsBases()
{
    QFETCH(const QString, base);
    const auto request = buildRequest(QUrl(base), {.pathSegments = {u"v1"_s}});
    QVERIFY(request);
    QCOMPARE(request->url.toString(), base + u"/v1"_s);
}

void HttpRequestTest::refusesHeadersThatWouldSmuggle_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("CR LF in the value") << QByteArray("X-Project-Id") << QByteArray("p\r\nX-Evil: 1");
    QTest::newRow("LF in the value") << QByteArray("X-Project-Id") << QByteArray("p\n");
    QTest::newRow("NUL in the value") << QByteArray("X-Project-Id") << QByteArray("p\0q", 3);
    QTest::newRow("not ASCII") << QByteArray("X-Project-Id") << QByteArray("p\xc3\xa9");
    QTest::newRow("CR LF in the name") << QByteArray("X\r\nY") << QByteArray("p");
    QTest::newRow("colon in the name") << QByteArray("X:Y") << QByteArray("p");
    QTest::newRow("no name") << QByteArray() << QByteArray("p");
}

void HttpRequestTest::refusesHeadersThatWouldSmuggle()
{
    QFETCH(const QByteArray, name);
    QFETCH(const QByteArray, value);
    const auto request =
        buildRequest(QUrl(QStringLiteral("https://example.com")), {.headers = {{name, value}}});
    QVERIFY(!request);
    QCOMPARE(request.error().kind, Error::Kind::Configuration);

    // And once more when it is sent: a signer may have put it there.
    ScriptedServer server;
    QNetworkAccessManager network;
    const auto reply =
        finishedResult(new HttpCall(network, m_clock, {.url = server.url(), .headers = {{name, value}}}));
    QVERIFY(!reply);
    QCOMPARE(reply.error().kind, Error::Kind::Configuration);
    QCOMPARE(server.connections(), 0);
}

void HttpRequestTest::keepsWhatTheWireNeeds()
{
    const auto request = buildRequest(QUrl(QStringLiteral("https://example.com")),
                                      {.method = ApiRequest::Method::Post,
                                       .service = u"zec"_s,
                                       .body = "{}",
                                       .headers = {{"X-ZC-Action", "DeleteSnapshots"}},
                                       .action = u"DeleteSnapshots"_s,
                                       .read = false});
    QVERIFY(request);
    QCOMPARE(request->method, ApiRequest::Method::Post);
    QCOMPARE(request->body, QByteArray("{}"));
    QCOMPARE(request->read, false);
    QCOMPARE(request->logLabel, u"zec DeleteSnapshots"_s);
    QCOMPARE(request->headers,
             (HttpHeaders{{"Content-Type", "application/json"}, {"X-ZC-Action", "DeleteSnapshots"}}));
}

void HttpRequestTest::namesTheHostAsItIsSent_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QByteArray>("host");
    QTest::newRow("own port") << u"https://Example.COM:443/x"_s << QByteArray("example.com");
    QTest::newRow("other port") << u"https://example.com:8443"_s << QByteArray("example.com:8443");
    QTest::newRow("http") << u"http://127.0.0.1:80"_s << QByteArray("127.0.0.1");
    QTest::newRow("https port on http") << u"http://127.0.0.1:443"_s << QByteArray("127.0.0.1:443");
    QTest::newRow("IPv6") << u"http://[::1]:8080"_s << QByteArray("[::1]:8080");
}

void HttpRequestTest::namesTheHostAsItIsSent()
{
    QFETCH(const QString, url);
    QFETCH(const QByteArray, host);
    QCOMPARE(hostHeader(QUrl(url)), host);

    ScriptedServer server;
    QNetworkAccessManager network;
    QVERIFY(finishedResult(new HttpCall(network, m_clock, {.url = server.url()})));
    QCOMPARE(server.requests().constFirst().header("Host"), hostHeader(server.url()));
}

QTEST_GUILESS_MAIN(HttpRequestTest)
#include "tst_httprequest.moc"
