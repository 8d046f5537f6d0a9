// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/providers/answer.h"
#include "app/providers/jsonreader.h"

#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTest>

using namespace Clearsky;
using namespace Qt::Literals;

class TestJsonReader final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refusesWhatIsNotOneStrictObject_data();
    void refusesWhatIsNotOneStrictObject();
    void takesWhatIsAllowed_data();
    void takesWhatIsAllowed();
    void namesTheFirstMemberThatIsWrong_data();
    void namesTheFirstMemberThatIsWrong();
    void keepsNumbersBeyondDoublePrecision();
    void readsEveryStyleOfTime_data();
    void readsEveryStyleOfTime();
    void leavesOutWhatIsSecret();
    void keepsWhatHoldsNoSecretAsItWasWritten();
    void knowsWhereEveryRowStands();
    void readsRetryAfter_data();
    void readsRetryAfter();
    void tellsAWebPageFromAnAnswer();
    void cutsWhatItShows();
};

void TestJsonReader::refusesWhatIsNotOneStrictObject_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("blank") << QByteArray("  \n");
    QTest::newRow("null") << QByteArray("null");
    QTest::newRow("array") << QByteArray("[]");
    QTest::newRow("text") << QByteArray("\"job\"");
    QTest::newRow("HTML") << QByteArray("<html><body>no</body></html>");
    QTest::newRow("cut") << QByteArray(R"({"a":"b)");
    QTest::newRow("two objects") << QByteArray("{}{}");
    QTest::newRow("bad UTF-8") << QByteArray("{\"a\":\"\xff\xfe\"}");
    QTest::newRow("key twice") << QByteArray(R"({"job_id":"1","job_id":"2"})");
    QTest::newRow("key twice, once escaped") << QByteArray(R"({"job_id":"1","job\u005fid":"2"})");
    QTest::newRow("key twice, deep inside") << QByteArray(R"({"a":[{"b":1,"c":2,"b":3}]})");
    QTest::newRow("65 levels") << QByteArray("{\"a\":" + QByteArray(64, '[') + QByteArray(64, ']') + '}');
    QTest::newRow("a million levels") << QByteArray("{\"a\":" + QByteArray(1'000'000, '['));
    QTest::newRow("100,002 elements") << QByteArray("{\"a\":[1" + QByteArray(",1").repeated(100'001) + "]}");
}

void TestJsonReader::refusesWhatIsNotOneStrictObject()
{
    QFETCH(QByteArray, body);
    const auto object = JsonReader::parse(body);
    QVERIFY(!object);
    QVERIFY(!object.error().isEmpty());
}

void TestJsonReader::takesWhatIsAllowed_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("empty object") << QByteArray("{}");
    QTest::newRow("64 levels") << QByteArray("{\"a\":" + QByteArray(63, '[') + QByteArray(63, ']') + '}');
    QTest::newRow("same key in two objects") << QByteArray(R"({"a":{"id":"1"},"b":{"id":"2"},"id":"3"})");
    QTest::newRow("brackets and quotes in texts") << QByteArray(R"({"a":"[[{\"a\":1,\"a\":2}","b":"\\"})");
    QTest::newRow("blanks") << QByteArray("\r\n {\t\"a\" : [ 1 , 2 ] }\n");
}

void TestJsonReader::takesWhatIsAllowed()
{
    QFETCH(QByteArray, body);
    const auto object = JsonReader::parse(body);
    QVERIFY2(object.has_value(), object ? "" : qPrintable(object.error()));
}

void TestJsonReader::namesTheFirstMemberThatIsWrong_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("fact");
    QTest::newRow("fine") << QByteArray(R"({"rows":[{"id":"a"}],"total":1})") << QString();
    QTest::newRow("missing") << QByteArray(R"({"rows":[{}],"total":1})") << u"rows[0].id is missing"_s;
    QTest::newRow("number as id") << QByteArray(R"({"rows":[{"id":"a"},{"id":7}],"total":2})")
                                  << u"rows[1].id is not a text"_s;
    QTest::newRow("empty id") << QByteArray(R"({"rows":[{"id":""}],"total":1})") << u"rows[0].id is empty"_s;
    QTest::newRow("no list") << QByteArray(R"({"rows":{},"total":1})") << u"rows is not a list"_s;
    QTest::newRow("null list") << QByteArray(R"({"rows":null,"total":1})") << u"rows is not a list"_s;
    QTest::newRow("no object in the list") << QByteArray(R"({"rows":["a"],"total":1})")
                                           << u"rows[0] is not an object"_s;
    QTest::newRow("text as number") << QByteArray(R"({"rows":[],"total":"0"})") << u"total is not a whole number"_s;
    QTest::newRow("2^63") << QByteArray(R"({"rows":[],"total":9223372036854775808})")
                          << u"total is not a whole number"_s;
    QTest::newRow("fraction") << QByteArray(R"({"rows":[],"total":0.5})") << u"total is not a whole number"_s;
}

void TestJsonReader::namesTheFirstMemberThatIsWrong()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, fact);
    const auto object = JsonReader::parse(body);
    QVERIFY(object);
    JsonReader reader(*object);
    for (JsonReader row : reader.objects("rows"_L1)) {
        (void)row.id("id"_L1);
        reader.adopt(row);
    }
    (void)reader.number("total"_L1);
    QCOMPARE(reader.fact(), fact);
    QCOMPARE(reader.ok(), fact.isEmpty());
}

void TestJsonReader::keepsNumbersBeyondDoublePrecision()
{
    const auto object = JsonReader::parse(R"({"n":9007199254740993})");
    QVERIFY(object);
    QCOMPARE(JsonReader(*object).number("n"_L1), qint64(9007199254740993));
}

void TestJsonReader::readsEveryStyleOfTime_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("Workspace snapshots") << u"2026-01-02T03:04:05Z"_s << u"2026-01-02T03:04:05.000Z"_s;
    QTest::newRow("Workspace jobs") << u"2020-04-10 06:45:14"_s << u"2020-04-10T06:45:14.000Z"_s;
    QTest::newRow("CSBS") << u"2017-04-15T04:20:37.277880"_s << u"2017-04-15T04:20:37.277Z"_s;
    QTest::newRow("IAM") << u"2026-01-02T03:04:05.120000Z"_s << u"2026-01-02T03:04:05.120Z"_s;
    QTest::newRow("one digit") << u"2026-01-02T03:04:05.5Z"_s << u"2026-01-02T03:04:05.500Z"_s;
    QTest::newRow("offset") << u"2026-01-02T03:04:05+08:00"_s << u"2026-01-01T19:04:05.000Z"_s;
    QTest::newRow("offset without colon") << u"2026-01-02T03:04:05-0130"_s << u"2026-01-02T04:34:05.000Z"_s;
    QTest::newRow("no time") << u"yesterday"_s << QString();
    QTest::newRow("no such day") << u"2026-02-30T00:00:00Z"_s << QString();
    QTest::newRow("no such hour") << u"2026-02-03T25:00:00Z"_s << QString();
    QTest::newRow("something behind") << u"2026-02-03T05:00:00Zx"_s << QString();
}

void TestJsonReader::readsEveryStyleOfTime()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    const QDateTime time = parseTime(text);
    QCOMPARE(time.isValid() ? time.toString(Qt::ISODateWithMs) : QString(), expected);
    const JsonTime read = JsonReader(QJsonObject{{u"t"_s, text}}).optionalTime("t"_L1);
    QCOMPARE(read.utc, time);
    QCOMPARE(read.text, text);
    const QDateTime moment = QDateTime::fromSecsSinceEpoch(1'700'000'000, Qt::UTC);
    QCOMPARE(JsonReader(QJsonObject{{u"t"_s, qint64(1'700'000'000)}}).optionalTime("t"_L1).utc, moment);
    QCOMPARE(JsonReader(QJsonObject{{u"t"_s, qint64(1'700'000'000'000)}}).optionalTime("t"_L1).utc, moment);
}

void TestJsonReader::leavesOutWhatIsSecret()
{
    const auto object = JsonReader::parse(R"({"id":"a","key":"k1","user_data":"k2","tags":[{"key":"team","value":"x"}],)"
                                        R"("metadata":{"admin_pass":"k3","dbPassword":"k4","authToken":"k5","op":"y"}})");
    QVERIFY(object);
    const QByteArray kept = object->textWithoutSecrets({u"key"_s});
    QCOMPARE(kept, QByteArray(R"({"id":"a","metadata":{"op":"y"},"tags":[{"key":"team","value":"x"}]})"));
}

void TestJsonReader::keepsWhatHoldsNoSecretAsItWasWritten()
{
    const QByteArray row = R"({ "name" : "\u00e4{[", "id":9007199254740993,"tags" : [ {"b":1,"a":2} ]})";
    const auto body = JsonReader::parse(R"({"rows":[{"id":"0","secret":"s"}, )" + row + R"(],"inner":{"list":[1,{"x":[]}]}})");
    QVERIFY(body);
    JsonReader reader(*body);
    const QList<JsonReader> rows = reader.objects("rows"_L1);
    QCOMPARE(rows.at(0).textWithoutSecrets(), QByteArray(R"({"id":"0"})"));
    QCOMPARE(rows.at(1).textWithoutSecrets(), row);
    QCOMPARE(rows.at(1).optionalObjects("tags"_L1).at(0).textWithoutSecrets(), QByteArray(R"({"b":1,"a":2})"));
    QCOMPARE(reader.object("inner"_L1).textWithoutSecrets(), QByteArray(R"({"list":[1,{"x":[]}]})"));
    QCOMPARE(reader.object("inner"_L1).optionalObjects("list"_L1).at(0).textWithoutSecrets(), QByteArray(R"({"x":[]})"));
    QVERIFY(!reader.textWithoutSecrets().contains("secret"));
}

/// Text that is as awkward as JSON allows: whatever stands around an object, its text is that object's.
class AwkwardJson
{
public:
    explicit AwkwardJson(quint32 seed) : m_random(seed) { }

    QByteArray object(int depth)
    {
        QByteArrayList members;
        for (const char *name : {"\"rows\"", "\"\\u0072ows2\"", "\"a\\\"{b\"", "\"]\""}) {
            if (m_random.bounded(4) > 0)
                members.append(name + blank() + ':' + blank() + value(depth));
        }
        return '{' + blank() + members.join(',' + blank()) + blank() + '}';
    }

private:
    QByteArray value(int depth)
    {
        switch (depth > 0 ? m_random.bounded(5) : m_random.bounded(2)) {
        case 0: return QByteArray::number(m_random.bounded(100));
        case 1: return R"("\\\"}],{[ä")";
        case 2: return object(depth - 1);
        default: break;
        }
        QByteArrayList elements;
        for (quint32 i = m_random.bounded(4u); i > 0; --i)
            elements.append(value(depth - 1));
        return '[' + blank() + elements.join(blank() + ',') + ']';
    }
    QByteArray blank() { return m_random.bounded(3) == 0 ? " \n" : ""; }

    QRandomGenerator m_random;
};

void compareWithText(const JsonReader &reader, int &compared)
{
    const QByteArray text = reader.textWithoutSecrets();
    QCOMPARE(QJsonDocument::fromJson(text).object(), reader.raw());
    ++compared;
    for (const QLatin1String name : {"rows"_L1, "rows2"_L1, "a\"{b"_L1, "]"_L1}) {
        if (reader.raw().value(name).isObject())
            compareWithText(reader.optionalObject(name), compared);
        for (const JsonReader &element : reader.optionalObjects(name))
            compareWithText(element, compared);
    }
}

void TestJsonReader::knowsWhereEveryRowStands()
{
    int compared = 0;
    for (quint32 seed = 1; seed <= 500 && !QTest::currentTestFailed(); ++seed) {
        const QByteArray body = AwkwardJson(seed).object(5);
        const auto reader = JsonReader::parse(body);
        QVERIFY2(reader, body.constData());
        compareWithText(*reader, compared);
        if (QTest::currentTestFailed())
            qWarning("seed %u: %s", seed, body.constData());
    }
    QVERIFY(compared > 2000);
}

void TestJsonReader::readsRetryAfter_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<qint64>("seconds");
    QTest::newRow("none") << QByteArray() << qint64(-1);
    QTest::newRow("seconds") << QByteArray("17") << qint64(17);
    QTest::newRow("negative") << QByteArray("-5") << qint64(0);
    QTest::newRow("a year") << QByteArray("31536000") << qint64(86400);
    QTest::newRow("date") << QByteArray("Tue, 01 Sep 2026 12:00:30 GMT") << qint64(30);
    QTest::newRow("nonsense") << QByteArray("soon") << qint64(-1);
}

void TestJsonReader::readsRetryAfter()
{
    QFETCH(QByteArray, value);
    QFETCH(qint64, seconds);
    HttpReply reply{.status = 429, .date = QDateTime(QDate(2026, 9, 1), QTime(12, 0), Qt::UTC)};
    if (!value.isEmpty())
        reply.headers.append({"retry-after", value});
    const auto wait = retryAfterOf(reply);
    QCOMPARE(wait ? std::chrono::duration_cast<std::chrono::seconds>(*wait).count() : -1, seconds);
}

void TestJsonReader::tellsAWebPageFromAnAnswer()
{
    QVERIFY(looksLikeHtml("  <!DOCTYPE HTML><p>"));
    QVERIFY(looksLikeHtml("<html>"));
    QVERIFY(!looksLikeHtml("{}"));
    const Error page = malformedAnswer({.status = 200, .body = "<html>x</html>"}, u"not JSON"_s);
    const Error other = malformedAnswer({.status = 200, .body = "[]"}, u"not a JSON object"_s);
    QCOMPARE(page.kind, Error::Kind::Malformed);
    QVERIFY(page.message != other.message);
    QCOMPARE(other.detail, u"not a JSON object\n[]"_s);
}

void TestJsonReader::cutsWhatItShows()
{
    QVERIFY(excerptOf(QByteArray(1'000'000, 'x')).size() <= 2048);
}

QTEST_GUILESS_MAIN(TestJsonReader)
#include "tst_jsonreader.moc"
