// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/providers/kindcontract.h"

#include <QTest>

using namespace Clearsky;
using namespace Qt::Literals;

namespace {

QString beforeSlash(const QString &scope)
{
    return scope.section(u'/', 0, 0);
}

ResourceKind fruit()
{
    return {.id = u"test.fruit"_s,
            .idsPerRequest = 3,
            .idPattern = QRegularExpression(u"\\A[a-z0-9-]{1,36}\\z"_s),
            .batchGroup = &beforeSlash};
}

ResourceRef refOf(const QString &id, const QString &scope = u"box/apple"_s)
{
    return {.accountId = u"account"_s, .kindId = u"test.fruit"_s, .scope = scope, .id = id};
}

} // namespace

Q_DECLARE_METATYPE(ResourceRef)

class TestCheckBatch final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lets1ToLimitPass()
    {
        QList<ResourceRef> refs;
        for (int n = 1; n <= fruit().idsPerRequest; ++n) {
            refs.append(refOf(QString::number(n)));
            QVERIFY(checkBatch(fruit(), refs));
        }
    }

    void letsOneIdPassInTwoScopesOfAGroup()
    {
        QVERIFY(checkBatch(fruit(), {refOf(u"a"_s, u"box/apple"_s), refOf(u"a"_s, u"box/pear"_s)}));
    }

    void refuses_data()
    {
        QTest::addColumn<QList<ResourceRef>>("refs");
        QTest::newRow("no ids") << QList<ResourceRef>();
        QTest::newRow("one too many") << QList<ResourceRef>{refOf(u"a"_s), refOf(u"b"_s), refOf(u"c"_s), refOf(u"d"_s)};
        QTest::newRow("an id twice") << QList<ResourceRef>{refOf(u"a"_s), refOf(u"a"_s)};
        QTest::newRow("two groups") << QList<ResourceRef>{refOf(u"a"_s), refOf(u"b"_s, u"bag/apple"_s)};
        const QStringList ids{QString(),      u"."_s,       u".."_s,   u"a/b"_s, u"a,b"_s,         u"a\n"_s,
                              u"a%2e"_s,      u"*"_s,       u"a?b"_s,  u"a#"_s,  QString(QChar(0)), u"ä"_s,
                              QString(u'a').repeated(10'000)};
        for (qsizetype i = 0; i < ids.size(); ++i)
            QTest::addRow("bad id %lld", static_cast<long long>(i)) << QList<ResourceRef>{refOf(ids.at(i))};
        ResourceRef otherKind = refOf(u"a"_s);
        otherKind.kindId = u"test.vegetable"_s;
        QTest::newRow("another kind") << QList<ResourceRef>{otherKind};
        ResourceRef otherAccount = refOf(u"b"_s);
        otherAccount.accountId = u"other"_s;
        QTest::newRow("two accounts") << QList<ResourceRef>{refOf(u"a"_s), otherAccount};
    }

    void refuses()
    {
        QFETCH(QList<ResourceRef>, refs);
        const auto checked = checkBatch(fruit(), refs);
        QVERIFY(!checked);
        QCOMPARE(checked.error().kind, Error::Kind::Configuration);
        QVERIFY(!checked.error().message.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestCheckBatch)
#include "tst_checkbatch.moc"
