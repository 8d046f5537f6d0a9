// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/filter/filtercompiler.h"
#include "tests/filtersamples.h"

#include <QTest>

using namespace Clearsky;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Fixed, but for one that is another each time.
QList<quint32> seeds()
{
    const quint32 another = QRandomGenerator::system()->generate();
    qInfo("random seed: %u", another);
    return {1, 2, another};
}

int rounds(int ordinary)
{
    return qEnvironmentVariableIsSet("CLEARSKY_CAMPAIGN") ? ordinary * 50 : ordinary;
}

QString treeOf(const FilterNode &node)
{
    QStringList parts;
    switch (node.kind) {
    case FilterNode::Kind::Text:
        return u"'%1'%2"_s.arg(node.values.front().text, node.values.front().isGlob ? u"g"_s : QString());
    case FilterNode::Kind::Field:
        for (const FilterValue &value : node.values)
            parts.append(u"'%1'%2"_s.arg(value.text, value.isGlob ? u"g"_s : QString()));
        return u"%1%2 %3 %4"_s.arg(node.field, node.key.isEmpty() ? QString() : u'[' + node.key + u']', textOf(node.op),
                                   parts.join(u'|'));
    default:
        for (const FilterNode &child : node.children)
            parts.append(treeOf(child));
        return (node.kind == FilterNode::Kind::Not ? u"NOT"_s : node.kind == FilterNode::Kind::Or ? u"OR"_s : u"AND"_s) + u'('
             + parts.join(u", ") + u')';
    }
}

std::optional<FilterError> errorOf(const QString &text)
{
    static const FilterFields fields(filterKind(), {.account = {u"prod-eu"_s}});
    const auto query = parseFilter(text);
    if (!query)
        return query.error();
    const auto compiled = compileFilter(*query, fields, {.now = filterNow()});
    return compiled ? std::nullopt : std::optional(compiled.error());
}

/// Like what people type, right and wrong.
QString randomScribble(QRandomGenerator &random)
{
    static const QStringList pieces{u"name"_s, u"state"_s, u"age"_s, u"tag:"_s, u"size"_s, u":"_s, u"="_s, u"!="_s, u"~"_s, u">"_s, u">="_s,
                                    u"<"_s, u"("_s, u")"_s, u"\""_s, u"-"_s, u" "_s, u" "_s, u" OR "_s, u" AND "_s, u","_s, u"*"_s, u"?"_s,
                                    u"\\"_s, u"90d"_s, u"10GiB"_s, u"2026-01"_s, u"(*"_s, u"[a-"_s, u"{2,"_s, u"x"_s, u"Ä"_s, u"\U0001F600"_s,
                                    QString(QChar(0)), QString(QChar(0xD800)), u"\u202E"_s, u"99999999999999999999"_s, u"yes"_s};
    QString text;
    for (int count = random.bounded(12); count > 0; --count)
        text += pieces.at(random.bounded(static_cast<int>(pieces.size())));
    return text;
}

QString mutated(QString text, QRandomGenerator &random)
{
    for (int count = 1 + random.bounded(3); count > 0 && !text.isEmpty(); --count) {
        const int at = random.bounded(static_cast<int>(text.size()));
        switch (random.bounded(4)) {
        case 0: text.remove(at, 1); break;
        case 1: text.insert(at, randomScribble(random).left(2)); break;
        case 2: text[at] = QChar(random.bounded(0x20, 0x250)); break;
        default: text.truncate(at); break;
        }
    }
    return text;
}

} // namespace

class TestFilterGrammar final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textIsUnderstood_data();
    void textIsUnderstood();
    void errorsSayWhereAndWhatElse_data();
    void errorsSayWhereAndWhatElse();
    void textOfAFilterGivesItBack();
    void anyTextIsReadOrRefusedAtAPlaceWithin();
    void suggestionsAreTakenAsTheyStand();
    void partsCanBeTakenOut();
    void deepNestingIsRefused();
};

void TestFilterGrammar::textIsUnderstood_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("tree");
    const auto row = [](const QString &text, const QString &tree) { QTest::newRow(qPrintable(text)) << text << tree; };
    row(u""_s, u"AND()"_s);
    row(u"  \t "_s, u"AND()"_s);
    row(u"snap"_s, u"'snap'"_s);
    row(u"snap web"_s, u"AND('snap', 'web')"_s);
    row(u"a b OR c d"_s, u"OR(AND('a', 'b'), AND('c', 'd'))"_s);
    row(u"a OR b c OR d"_s, u"OR('a', AND('b', 'c'), 'd')"_s);
    row(u"(a OR b) c"_s, u"AND(OR('a', 'b'), 'c')"_s);
    row(u"a AND b OR c"_s, u"OR(AND('a', 'b'), 'c')"_s);
    row(u"(a (b c)) d"_s, u"AND('a', 'b', 'c', 'd')"_s);
    row(u"(a OR (b OR c)) OR d"_s, u"OR('a', 'b', 'c', 'd')"_s);
    row(u"((a))"_s, u"'a'"_s);
    row(u"-a b"_s, u"AND(NOT('a'), 'b')"_s);
    row(u"-(a OR b)"_s, u"NOT(OR('a', 'b'))"_s);
    row(u"-(-a)"_s, u"NOT(NOT('a'))"_s);
    row(u"--a"_s, u"NOT('-a')"_s);
    row(u"a-b"_s, u"'a-b'"_s);
    row(u"or and Or"_s, u"AND('or', 'and', 'Or')"_s);
    row(u"ORacle"_s, u"'ORacle'"_s);
    row(u"\"OR\""_s, u"'OR'"_s);
    row(u"\"a b\" c"_s, u"AND('a b', 'c')"_s);
    row(u"\"say \\\"hi\\\" \\\\ \\d\""_s, u"'say \"hi\" \\ \\d'"_s);
    row(u"10:30 a,b x-y:z"_s, u"AND('10:30', 'a,b', 'x-y:z')"_s);
    row(u"snap-* \"snap-*\""_s, u"AND('snap-*'g, 'snap-*')"_s);
    row(u"f(x) (g(y))"_s, u"AND('f(x)', 'g(y)')"_s);
    row(u"state:AVAILABLE"_s, u"state : 'AVAILABLE'"_s);
    row(u"STATE:x"_s, u"state : 'x'"_s);
    row(u"state:A,B,\"C D\""_s, u"state : 'A'|'B'|'C D'"_s);
    row(u"name:\"a*\",b*"_s, u"name : 'a*'|'b*'g"_s);
    row(u"name=a*"_s, u"name = 'a*'"_s);
    row(u"age>90d size>=10GB created<2026-01-01"_s, u"AND(age > '90d', size >= '10GB', created < '2026-01-01')"_s);
    row(u"age<=1y size<1 name!=x"_s, u"AND(age <= '1y', size < '1', name != 'x')"_s);
    row(u"name~^(a|b),{2,3}$"_s, u"name ~ '^(a|b),{2,3}$'"_s);
    row(u"(name~\\) OR x)"_s, u"OR(name ~ '\\)', 'x')"_s);
    row(u"name~\"a b\""_s, u"name ~ 'a b'"_s);
    row(u"tag:env=dev"_s, u"tag[env] = 'dev'"_s);
    row(u"tag:env:d*,e"_s, u"tag[env] : 'd*'g|'e'"_s);
    row(u"tag:env"_s, u"tag[env] : "_s);
    row(u"-tag:\"a b\"!=c"_s, u"NOT(tag[a b] != 'c')"_s);
    row(u"zone=\"\""_s, u"zone = ''"_s);
    row(u"-marked:yes (tag:k OR name:v)"_s, u"AND(NOT(marked : 'yes'), OR(tag[k] : , name : 'v'))"_s);
}

void TestFilterGrammar::textIsUnderstood()
{
    QFETCH(const QString, text);
    QFETCH(const QString, tree);
    const auto query = parseFilter(text);
    QVERIFY2(query, query ? "" : qPrintable(query.error().message));
    QCOMPARE(treeOf(query->root), tree);
    const auto again = parseFilter(textOf(query->root));
    QVERIFY2(again, qPrintable(textOf(query->root)));
    QCOMPARE(treeOf(again->root), tree);
}

void TestFilterGrammar::errorsSayWhereAndWhatElse_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("mark"); // under the text: where the error stands
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("suggestion");
    const auto row = [](const QString &text, const QString &mark, const QString &message, const QString &suggestion = {}) {
        QTest::newRow(qPrintable(text)) << text << mark << message << suggestion;
    };
    row(u"stat:x"_s, u"^^^^"_s, u"Unknown field 'stat'. Did you mean 'state'?"_s, u"state"_s);
    row(u"a -(STAET:x)"_s, u"    ^^^^^"_s, u"Unknown field 'staet'. Did you mean 'state'?"_s, u"state"_s);
    row(u"status:x"_s, u"^^^^^^"_s, u"Unknown field 'status'. Did you mean 'state'?"_s, u"state"_s);
    row(u"http://x"_s, u"^^^^"_s, u"Unknown field 'http'. Fields are: name, id, state, age"_s);
    row(u"cost>5"_s, u"^^^^"_s, u"Test Things have no field 'cost'. Their fields are: name, id, state, age, created, size, region, zone, "
                                 "tag, automatic, until, percent, account, marked."_s);
    row(u"name==x"_s, u"    ^^"_s, u"Unknown operator '=='. Did you mean '='?"_s, u"="_s);
    row(u"age=>9d"_s, u"   ^^"_s, u"Unknown operator '=>'. Did you mean '>='?"_s, u">="_s);
    row(u"name<>x"_s, u"    ^^"_s, u"Unknown operator '<>'. Did you mean '!='?"_s, u"!="_s);
    row(u"name!x"_s, u"    ^"_s, u"Unknown operator '!'. Did you mean '!='?"_s, u"!="_s);
    row(u"name>x"_s, u"    ^"_s, u"'>' does not go with 'name'. Use one of: : = != ~"_s);
    row(u"age~x"_s, u"   ^"_s, u"'~' does not go with 'age'. Use one of: > >= < <= = != :"_s);
    row(u"name: x"_s, u"^^^^^"_s, u"A value is missing after 'name:'."_s);
    row(u"name:x,"_s, u"      ^"_s, u"A value is missing after ','."_s);
    row(u"age>90"_s, u"    ^^"_s, u"An age needs a unit: did you mean '90d'?"_s, u"90d"_s);
    row(u"age>3m"_s, u"    ^^"_s, u"Unknown unit 'm'. Did you mean 'min' for minutes or 'mo' for months?"_s, u"3min"_s);
    row(u"age>3days"_s, u"    ^^^^^"_s, u"Unknown unit 'days'. Did you mean 'd'?"_s, u"3d"_s);
    row(u"age>old"_s, u"    ^^^"_s, u"'old' is not an age. Write 90d or 6mo."_s);
    row(u"size>5G"_s, u"     ^^"_s, u"Unknown unit 'G'. Did you mean 'GB'?"_s, u"5GB"_s);
    row(u"size>5xB"_s, u"     ^^^"_s, u"Unknown unit 'xB'. Sizes are in"_s);
    row(u"size>9999999999999TB"_s, u"     ^^^^^^^^^^^^^^^"_s, u"'9999999999999TB' is too large."_s);
    row(u"created<soon"_s, u"        ^^^^"_s, u"'soon' is not a date. Write 2026-01-31 or 2026-01."_s);
    row(u"created<2026-02-30"_s, u"        ^^^^^^^^^^"_s, u"'2026-02-30' is not a date."_s);
    row(u"percent>x"_s, u"        ^"_s, u"'x' is not a number."_s);
    row(u"marked:maybe"_s, u"       ^^^^^"_s, u"'maybe' is neither yes nor no."_s, u"yes"_s);
    row(u"tag=x"_s, u"^^^"_s, u"A tag is written as tag:name=value."_s);
    row(u"tag:=x"_s, u"^^^^"_s, u"A tag is written as tag:name=value."_s);
    row(u"(a b"_s, u"^"_s, u"This '(' is not closed."_s);
    row(u"a (b (c)"_s, u"  ^"_s, u"This '(' is not closed."_s);
    row(u"a) b"_s, u" ^"_s, u"There is no '(' that this ')' closes."_s);
    row(u"a ( ) b"_s, u"  ^^^"_s, u"There is nothing between the brackets."_s);
    row(u"a \"b c"_s, u"  ^^^^"_s, u"The closing quote is missing."_s);
    row(u"\"\""_s, u"^^"_s, u"There is nothing between the quotes."_s);
    row(u"\"a\"b"_s, u"   ^"_s, u"A space is missing after the quote."_s, u" b"_s);
    row(u"(a)b"_s, u"   ^"_s, u"A space is missing after ')'."_s, u" b"_s);
    row(u"f(x y"_s, u" ^"_s, u"This '(' is not closed."_s);
    row(u"OR a"_s, u"^^"_s, u"Something must stand before OR."_s);
    row(u"a OR"_s, u"  ^^"_s, u"Something must follow OR."_s);
    row(u"a OR OR b"_s, u"     ^^"_s, u"Something must stand before OR."_s);
    row(u"(a OR )"_s, u"   ^^"_s, u"Something must follow OR."_s);
    row(u"a AND"_s, u"  ^^^"_s, u"AND stands between two parts."_s);
    row(u"a - b"_s, u"  ^"_s, u"Something must follow '-', without a space between them."_s);
    row(u"name~a["_s, u"      ^"_s, u"The pattern is not valid: missing terminating ] for character class."_s);
    row(u"name~\"\\\\\\\\ a(\""_s, u"            ^"_s, u"The pattern is not valid: missing closing parenthesis."_s);
    row(u"name~x(?<y)z"_s, u"          ^"_s, u"The pattern is not valid"_s);
    row(u"name~(*LIMIT_MATCH=9)a"_s, u"     ^^"_s, u"A pattern must not begin with '(*'."_s);
    row(u"name~\"(*UTF)a\""_s, u"      ^^"_s, u"A pattern must not begin with '(*'."_s);
}

void TestFilterGrammar::errorsSayWhereAndWhatElse()
{
    QFETCH(const QString, text);
    QFETCH(const QString, mark);
    QFETCH(const QString, message);
    QFETCH(const QString, suggestion);
    const auto error = errorOf(text);
    QVERIFY(error);
    QVERIFY2(error->message.startsWith(message), qPrintable(error->message));
    QCOMPARE(QString(error->at.start, u' ') + QString(error->at.length, u'^'), mark);
    QCOMPARE(error->suggestion, suggestion);
}

void TestFilterGrammar::textOfAFilterGivesItBack()
{
    for (const quint32 seed : seeds()) {
        QRandomGenerator random(seed);
        for (int i = rounds(2000); i > 0; --i) {
            const FilterNode node = randomFilter(random, i % 2 == 0, 4);
            const auto query = parseFilter(textOf(node));
            QVERIFY2(query, qPrintable(textOf(node) + u" for "_s + treeOf(node)));
            QVERIFY2(query->root == node, qPrintable(u"%1 gives %2 for %3"_s.arg(textOf(node), treeOf(query->root), treeOf(node))));
        }
    }
}

void TestFilterGrammar::anyTextIsReadOrRefusedAtAPlaceWithin()
{
    for (const quint32 seed : seeds()) {
        QRandomGenerator random(seed);
        for (int i = rounds(4000); i > 0; --i) {
            const QString text = i % 2 ? randomScribble(random) : mutated(textOf(randomFilter(random, true)), random);
            const auto error = errorOf(text);
            if (error) {
                QVERIFY2(error->at.start >= 0 && error->at.length > 0 && error->at.end() <= text.size(), qPrintable(text));
                QVERIFY2(!error->message.isEmpty(), qPrintable(text));
            } else {
                const FilterNode root = parseFilter(text)->root;
                const auto again = parseFilter(textOf(root));
                QVERIFY2(again && again->root == root, qPrintable(text));
            }
        }
    }
}

void TestFilterGrammar::suggestionsAreTakenAsTheyStand()
{
    for (QString text : {u"stat:ready"_s, u"age=>90d"_s, u"age>90"_s, u"size>5g"_s, u"marked:maybe"_s, u"\"a\"b"_s, u"name<>x"_s}) {
        const auto error = errorOf(text);
        QVERIFY2(error && !error->suggestion.isEmpty(), qPrintable(text));
        text.replace(error->at.start, error->at.length, error->suggestion);
        QVERIFY2(!errorOf(text), qPrintable(text));
    }
}

void TestFilterGrammar::partsCanBeTakenOut()
{
    const FilterNode root = parseFilter(u"state:A (b OR -c) \"d e\""_s)->root;
    QCOMPARE(partsOf(root).size(), size_t(3));
    QCOMPARE(textOf(partsOf(root)[1]), u"b OR -c"_s);
    QCOMPARE(textOf(withoutPart(root, 0)), u"(b OR -c) \"d e\""_s);
    QCOMPARE(textOf(withoutPart(root, 1)), u"state:A \"d e\""_s);
    const FilterNode one = parseFilter(u"a OR b"_s)->root;
    QCOMPARE(partsOf(one).size(), size_t(1));
    QVERIFY(withoutPart(one, 0).isEmpty());
    QVERIFY(partsOf(FilterNode()).empty());
    QCOMPARE(textOf(withoutPart(parseFilter(u"x (a OR b)"_s)->root, 0)), u"a OR b"_s);
}

void TestFilterGrammar::deepNestingIsRefused()
{
    const auto nested = [](int depth) -> QString { return u"-("_s.repeated(depth) + u'a' + u")"_s.repeated(depth); };
    QVERIFY(!errorOf(nested(maxFilterDepth)));
    QCOMPARE(errorOf(nested(maxFilterDepth + 1))->at, (TextRange{.start = 2 * maxFilterDepth + 1, .length = 1}));
    QVERIFY(errorOf(u"("_s.repeated(maxFilterLength)));
    const QString tooLong = u"a "_s.repeated(maxFilterLength);
    QCOMPARE(errorOf(tooLong)->at.end(), tooLong.size());
}

QTEST_GUILESS_MAIN(TestFilterGrammar)
#include "tst_filtergrammar.moc"
