// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/accounts/endpoint.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Clearsky;

class TestEndpoint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goodEndpointsAreKept_data();
    void goodEndpointsAreKept();
    void badEndpointsAreRefused_data();
    void badEndpointsAreRefused();
    void placesAreFilled_data();
    void placesAreFilled();
    void placesThatCannotBeFilledAreRefused_data();
    void placesThatCannotBeFilledAreRefused();
    void whatIsAcceptedIsWhatIsUsed();
    void loopbackIsKnown_data();
    void loopbackIsKnown();
    void secretTextIsTrimmed();
    void secretTextForAHeaderIsChecked_data();
    void secretTextForAHeaderIsChecked();
};

void TestEndpoint::goodEndpointsAreKept_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("kept");
    const auto row = [](const char *text, const char *kept) {
        QTest::newRow(qPrintable(QStringLiteral("'%1'").arg(QString::fromUtf8(text))))
            << QString::fromUtf8(text) << QString::fromUtf8(kept);
    };
    row("", "");
    row("   ", "");
    row("https://iam.example.com", "https://iam.example.com");
    row(" https://iam.example.com\n", "https://iam.example.com");
    row("https://iam.example.com/", "https://iam.example.com");
    row("HTTPS://IAM.Example.com", "HTTPS://IAM.Example.com");
    row("https://iam.example.com:8443", "https://iam.example.com:8443");
    row("https://iam.example.com:65535/", "https://iam.example.com:65535");
    row("https://{service}.{region}.otc.t-systems.com", "https://{service}.{region}.otc.t-systems.com");
    row("https://{service}.example.com:443", "https://{service}.example.com:443");
    row("https://api-{service}.example.com", "https://api-{service}.example.com");
    row("https://10.0.0.7", "https://10.0.0.7");
    row("https://[2001:db8::1]:8443", "https://[2001:db8::1]:8443");
    row("https://xn--bcher-kva.example", "https://xn--bcher-kva.example");
    row("https://intranet", "https://intranet");
    row("http://localhost:8080", "http://localhost:8080");
    row("http://127.0.0.1:1", "http://127.0.0.1:1");
    row("http://127.9.9.9", "http://127.9.9.9");
    row("http://[::1]:8080/", "http://[::1]:8080");
}

void TestEndpoint::goodEndpointsAreKept()
{
    QFETCH(QString, text);
    QFETCH(QString, kept);
    const auto checked = validateEndpoint(text);
    QVERIFY2(checked, checked ? "" : qPrintable(checked.error().message));
    QCOMPARE(*checked, kept);
}

void TestEndpoint::badEndpointsAreRefused_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("sentence"); // a part of it
    const auto row = [](const char *text, const char *sentence) {
        QTest::newRow(qPrintable(QStringLiteral("'%1'").arg(QString::fromUtf8(text))))
            << QString::fromUtf8(text) << QString::fromUtf8(sentence);
    };
    row("iam.example.com", "not a web address");
    row("https:iam.example.com", "not a web address");
    row("https:/iam.example.com", "not a web address");
    row("//iam.example.com", "not a web address");
    row("https://", "no host name");
    row("https:///", "path");
    row("https://:443", "no host name");
    row("file:///etc/passwd", "path");
    row("file://localhost", "https://");
    row("qrc://x", "https://");
    row("data://x", "https://");
    row("ftp://example.com", "https://");
    row("javascript://example.com", "https://");
    row("ws://example.com", "https://");
    row("practice:", "not a web address");
    row("http://iam.example.com", "unprotected");
    row("http://10.0.0.1", "unprotected");
    row("http://0.0.0.0", "unprotected");
    row("http://[::]", "unprotected");
    row("http://[2001:db8::1]", "unprotected");
    row("http://localhost.example.com", "unprotected");
    row("http://127.0.0.1.example.com", "unprotected");
    row("http://{service}", "unprotected");
    row("http://127.0.0.1.{region}", "unprotected");
    row("https://user@example.com", "user name");
    row("https://user:password@example.com", "user name");
    row("https://:@example.com", "user name");
    row("http://localhost@evil.example", "user name");
    row("http://localhost:80@evil.example", "user name");
    row("https://example.com/v3", "path");
    row("https://example.com//", "path");
    row("https://example.com/api/v2/zec", "path");
    row("https://example.com/{service}", "path");
    row("https://example.com?", "contains a ?");
    row("https://example.com?x=1", "contains a ?");
    row("https://example.com/?x", "contains a ?");
    row("https://example.com#", "contains a #");
    row("https://example.com#x", "contains a #");
    row("https://example.com:0", "port");
    row("https://example.com:", "port");
    row("https://example.com:65536", "port");
    row("https://example.com:99999999999999999999", "port");
    row("https://example.com:+443", "port");
    row("https://example.com:-1", "port");
    row("https://example.com:44a", "port");
    row("https://example.com:443:443", "port");
    row("https://example.com:{service}", "port");
    row("https://example.com.", "ends with a dot");
    row("https://example.com.:443", "ends with a dot");
    row("http://localhost.", "ends with a dot");
    row("https://.", "ends with a dot");
    row("https://example..com", "not valid");
    row("https://.example.com", "not valid");
    row("https://-example.com", "not valid");
    row("https://example-.com", "not valid");
    row("https://exa_mple.com", "not valid");
    row("https://exa*mple.com", "not valid");
    row("https://exa,mple.com", "not valid");
    row("https://exa\"mple.com", "not valid");
    row("https://exa mple.com", "other than a to z");
    row("https://exa\tmple.com", "other than a to z");
    row("https://exa\r\nmple.com", "other than a to z");
    row("https://exa\x01mple.com", "other than a to z");
    row("https://ехample.com", "other than a to z");      // Cyrillic
    row("https://example。com", "other than a to z");     // ideographic full stop
    row("https://\uff45xample.com", "other than a to z"); // full width
    row("https://exam\u200bple.com", "other than a to z");
    row("https://bücher.example", "other than a to z");
    row("https://example.com\\@evil.example", "user name");
    row("https:\\\\example.com", "\\");
    row("https://example%2ecom", "%");
    row("https://1.2.3", "IPv4");
    row("https://256.1.1.1", "IPv4");
    row("https://1.2.3.4.5", "IPv4");
    row("https://0x7f000001", "IPv4");
    row("https://2130706433", "IPv4");
    row("http://127.1", "IPv4");
    row("http://0177.0.0.1", "IPv4");
    row("https://[1::2::3]", "IPv6");
    row("https://[::1", "not a web address");
    row("https://[]", "no host name");
    row("https://[fe80::1%25eth0]", "%");
    row("https://{region}.{zone}.example.com", "placeholder");
    row("https://{Service}.example.com", "placeholder");
    row("https://{service.example.com", "placeholder");
    row("https://service}.example.com", "placeholder");
    row("{service}://example.com", "https://");
    row("https://a.example.com,https://b.example.com", "path");
}

void TestEndpoint::badEndpointsAreRefused()
{
    QFETCH(QString, text);
    QFETCH(QString, sentence);
    const auto checked = validateEndpoint(text);
    QVERIFY2(!checked, "accepted");
    QCOMPARE(checked.error().kind, Error::Kind::Configuration);
    QVERIFY2(checked.error().message.contains(sentence), qPrintable(checked.error().message));
    QVERIFY2(!checked.error().message.contains(QLatin1String("password@")), "the sentence repeats a secret");
    QVERIFY(!expandEndpoint(text, QStringLiteral("iam"), QStringLiteral("eu-de")));
}

void TestEndpoint::placesAreFilled_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("url");
    QTest::newRow("both") << "https://{service}.{region}.otc.t-systems.com"
                          << "https://ims.eu-de.otc.t-systems.com";
    QTest::newRow("service") << "https://{service}.example.com:8443/"
                             << "https://ims.example.com:8443";
    QTest::newRow("twice") << "https://{region}.{service}.{region}.example.com"
                           << "https://eu-de.ims.eu-de.example.com";
    QTest::newRow("inside a label") << "https://api-{service}.example.com"
                                    << "https://api-ims.example.com";
    QTest::newRow("none") << "https://gateway.example.com"
                          << "https://gateway.example.com";
    QTest::newRow("loopback") << "http://127.0.0.1:4711"
                              << "http://127.0.0.1:4711";
    QTest::newRow("IPv6") << "http://[::1]:4711"
                          << "http://[::1]:4711";
    QTest::newRow("international") << "https://{service}.xn--bcher-kva.com"
                                   << "https://ims.xn--bcher-kva.com";
}

void TestEndpoint::placesAreFilled()
{
    QFETCH(QString, text);
    QFETCH(QString, url);
    const auto expanded = expandEndpoint(text, QStringLiteral("ims"), QStringLiteral("eu-de"));
    QVERIFY2(expanded, expanded ? "" : qPrintable(expanded.error().message));
    QCOMPARE(expanded->toString(QUrl::FullyEncoded), url);
}

void TestEndpoint::placesThatCannotBeFilledAreRefused_data()
{
    QTest::addColumn<QString>("region");
    QTest::newRow("empty") << "";
    QTest::newRow("a path") << "eu-de/x";
    QTest::newRow("another host") << "evil.example";
    QTest::newRow("a port") << "eu-de:80";
    QTest::newRow("user info") << "eu-de@evil";
    QTest::newRow("a query") << "eu-de?";
    QTest::newRow("a line break") << "eu-de\r\nX: y";
    QTest::newRow("a place") << "{service}";
    QTest::newRow("not ASCII") << QStringLiteral("eü-de");
}

void TestEndpoint::placesThatCannotBeFilledAreRefused()
{
    QFETCH(QString, region);
    const auto expanded = expandEndpoint(QStringLiteral("https://{service}.{region}.example.com"),
                                         QStringLiteral("ims"), region);
    QVERIFY(!expanded);
    QVERIFY2(expanded.error().message.contains(QLatin1String("region")),
             qPrintable(expanded.error().message));
}

// Whatever is typed: when it is accepted, the URL in use is what was typed and nothing else.
void TestEndpoint::whatIsAcceptedIsWhatIsUsed()
{
    const QStringList pieces = {
        QStringLiteral("https://"),  QStringLiteral("http://"), QStringLiteral("{service}"),
        QStringLiteral("{region}"),  QStringLiteral("example"), QStringLiteral("localhost"),
        QStringLiteral("127.0.0.1"), QStringLiteral("[::1]"),   QStringLiteral(".com"),
        QStringLiteral("."),         QStringLiteral(":"),       QStringLiteral("443"),
        QStringLiteral("/"),         QStringLiteral("@"),       QStringLiteral("?"),
        QStringLiteral("#"),         QStringLiteral("\\"),      QStringLiteral("%41"),
        QStringLiteral("xn--"),      QStringLiteral("-"),       QStringLiteral("é"),
        QStringLiteral("\r\n"),      QStringLiteral("["),       QStringLiteral("]"),
        QStringLiteral("0x7f"),      QStringLiteral(" ")};
    QRandomGenerator random(20260714);
    int accepted = 0;
    for (int round = 0; round < 50'000; ++round) {
        QString text = pieces.at(random.bounded(2));
        const int length = random.bounded(1, 6);
        for (int i = 0; i < length; ++i)
            text += pieces.at(random.bounded(static_cast<int>(pieces.size())));
        const auto url = expandEndpoint(text, QStringLiteral("ims"), QStringLiteral("eu-de"));
        if (!url)
            continue;
        ++accepted;
        QString expected = text.trimmed();
        expected.replace(QStringLiteral("{service}"), QStringLiteral("ims"));
        expected.replace(QStringLiteral("{region}"), QStringLiteral("eu-de"));
        if (expected.endsWith(QLatin1Char('/')))
            expected.chop(1);
        QCOMPARE(url->toString(QUrl::FullyEncoded), expected.toLower());
        QVERIFY(url->userInfo().isEmpty() && !url->hasQuery() && !url->hasFragment()
                && url->path().isEmpty());
        QVERIFY(url->scheme() == QLatin1String("https") || isLoopbackHost(url->host()));
    }
    QVERIFY2(accepted > 500, "too few were accepted to prove anything");
}

void TestEndpoint::loopbackIsKnown_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<bool>("loopback");
    QTest::newRow("name") << "localhost" << true;
    QTest::newRow("capitals") << "LocalHost" << true;
    QTest::newRow("IPv4") << "127.0.0.1" << true;
    QTest::newRow("IPv4, another") << "127.255.255.254" << true;
    QTest::newRow("IPv6") << "::1" << true;
    QTest::newRow("any IPv4") << "0.0.0.0" << false;
    QTest::newRow("any IPv6") << "::" << false;
    QTest::newRow("next") << "128.0.0.1" << false;
    QTest::newRow("suffix") << "x.localhost" << false;
    QTest::newRow("prefix") << "127.0.0.1.example.com" << false;
    QTest::newRow("empty") << "" << false;
}

void TestEndpoint::loopbackIsKnown()
{
    QFETCH(QString, host);
    QTEST(isLoopbackHost(host), "loopback");
}

void TestEndpoint::secretTextIsTrimmed()
{
    const auto checked =
        validateSecretText(QStringLiteral(" \tKEY+/=~!\r\n"), QStringLiteral("Secret Access Key"));
    QVERIFY(checked);
    QCOMPARE(*checked, QStringLiteral("KEY+/=~!"));
    QVERIFY(validateSecretText(QString(), QStringLiteral("x"))->isEmpty());
    QCOMPARE(*validateSecretText(QStringLiteral("two words"), QStringLiteral("x")),
             QStringLiteral("two words"));
}

void TestEndpoint::secretTextForAHeaderIsChecked_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("CR LF") << QStringLiteral("a\r\nX-Evil: 1") << "line break";
    QTest::newRow("CR") << QStringLiteral("a\rb") << "line break";
    QTest::newRow("LF") << QStringLiteral("a\nb") << "line break";
    QTest::newRow("NUL") << QString::fromLatin1("a\0b", 3) << "control character";
    QTest::newRow("escape") << QStringLiteral("a\x1b") + QLatin1Char('b') << "control character";
    QTest::newRow("delete") << QStringLiteral("a\x7f") + QLatin1Char('b') << "control character";
    QTest::newRow("tab") << QStringLiteral("a\tb") << "control character";
    QTest::newRow("umlaut") << QStringLiteral("aüb") << "does not belong there";
    QTest::newRow("curly quote") << QStringLiteral("“ab”") << "does not belong there";
    QTest::newRow("zero-width space") << QStringLiteral("a\u200b") << "does not belong there";
    QTest::newRow("Latin-1 line break") << QStringLiteral("a\u0085b") << "does not belong there";
    QTest::newRow("Unicode line break") << QStringLiteral("a\u2028b") << "does not belong there";
    QTest::newRow("would be LF when cut to a byte") << QStringLiteral("a\u010ab") << "does not belong there";
}

void TestEndpoint::secretTextForAHeaderIsChecked()
{
    QFETCH(QString, text);
    QFETCH(QString, sentence);
    const auto checked = validateSecretText(text, QStringLiteral("Access Token"));
    QVERIFY(!checked);
    QVERIFY2(checked.error().message.contains(sentence), qPrintable(checked.error().message));
    QVERIFY(checked.error().message.startsWith(QLatin1String("Access Token")));
    QVERIFY2(!checked.error().message.contains(text), "the sentence repeats a secret");
}

QTEST_APPLESS_MAIN(TestEndpoint)
#include "tst_endpoint.moc"
