// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/providers/registry.h"

#include <QSet>
#include <QTest>

using namespace Clearsky;

namespace {

QList<ResourceRef> refsOf(const ResourceKind &kind, int count)
{
    QList<ResourceRef> refs;
    for (int i = 0; i < count; ++i) {
        const QString id = QStringLiteral("00000000-0000-4000-8000-%1").arg(i, 12, 10, QLatin1Char('0'));
        refs.append({.accountId = QStringLiteral("a"), .kindId = kind.id, .scope = {}, .id = id});
    }
    return refs;
}

} // namespace

class TestRegistry final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void idsAreUnique()
    {
        QSet<QString> ids;
        for (const auto &provider : m_registry.providers())
            ids.insert(provider->id());
        QCOMPARE(size_t(ids.size()), m_registry.providers().size());
        ids.clear();
        for (const auto &contract : m_registry.contracts())
            ids.insert(contract->kind().id);
        QCOMPARE(size_t(ids.size()), m_registry.contracts().size());
    }

    void everyKindIsFoundAndBelongsToAProvider()
    {
        QVERIFY(!m_registry.contracts().empty());
        for (const auto &contract : m_registry.contracts()) {
            QCOMPARE(m_registry.contract(contract->kind().id), contract.get());
            const Provider *provider = m_registry.provider(contract->kind().providerId);
            QVERIFY(provider);
            QVERIFY(m_registry.contractsOf(provider->id()).contains(contract.get()));
        }
        QVERIFY(!m_registry.contract(QStringLiteral("nobody.knows")));
        QVERIFY(!m_registry.provider(QStringLiteral("nobody")));
    }

    void thePracticeProviderShowsAllKindsAndAsksNothing()
    {
        const Provider *practice = m_registry.provider(practiceProviderId);
        QVERIFY(practice);
        QCOMPARE(practice->title(), QStringLiteral("Practice cloud"));
        QVERIFY(practice->signInMethods().isEmpty());
        QCOMPARE(size_t(m_registry.contractsOf(practiceProviderId).size()), m_registry.contracts().size());
    }

    void everyKindLooksBeforeItDeletesAndIsPaced_data() { addKinds(); }
    void everyKindLooksBeforeItDeletesAndIsPaced()
    {
        QFETCH(const QString, kindId);
        const LaneRules rules = m_registry.contract(kindId)->laneRules(QStringLiteral("practice:"), {});
        QVERIFY(rules.looksBeforeDelete);
        QVERIFY(rules.paced);
    }

    void everyDescriptorIsComplete_data() { addKinds(); }
    void everyDescriptorIsComplete()
    {
        QFETCH(const QString, kindId);
        const ResourceKind &kind = m_registry.contract(kindId)->kind();
        QVERIFY(!kind.title.isEmpty() && !kind.icon.isEmpty());
        QVERIFY(!kind.limitSource.isEmpty() && !kind.consequence.isEmpty());
        QVERIFY(kind.idsPerRequest >= 1 && kind.idsPerRequest <= 100);
        QVERIFY(kind.idPattern.isValid() && !kind.idPattern.pattern().isEmpty());
        QVERIFY(kind.counted);
        QVERIFY(kind.counted(1).startsWith(QStringLiteral("1 ")));
        QVERIFY(kind.counted(412).startsWith(QStringLiteral("412 ")));
        QVERIFY(kind.counted(1) != QString(kind.counted(2)).replace(u'2', u'1'));
    }

    void columnsAreUniqueAndHaveNameAndState_data() { addKinds(); }
    void columnsAreUniqueAndHaveNameAndState()
    {
        QFETCH(const QString, kindId);
        const ResourceKind &kind = m_registry.contract(kindId)->kind();
        QSet<QString> ids;
        for (const Column &column : kind.columns) {
            QVERIFY2(!column.id.isEmpty() && !column.title.isEmpty() && column.widthHint > 0,
                     qPrintable(column.id));
            ids.insert(column.id);
        }
        QCOMPARE(ids.size(), kind.columns.size());
        for (const char *id : {"name", "state", "age"})
            QVERIFY2(kind.columnIndex(QString::fromLatin1(id)) >= 0, id);
        QCOMPARE(kind.columns.at(kind.columnIndex(QStringLiteral("state"))).type, Column::Type::State);
    }

    void statesAreUniqueAndOnlyIdleOnesAreDeletable_data() { addKinds(); }
    void statesAreUniqueAndOnlyIdleOnesAreDeletable()
    {
        QFETCH(const QString, kindId);
        const ResourceKind &kind = m_registry.contract(kindId)->kind();
        QSet<QString> words;
        bool anyDeletable = false;
        for (const StateMeaning &state : kind.states) {
            words.insert(state.word.toLower());
            QVERIFY2(!state.title.isEmpty(), qPrintable(state.word));
            if (state.deletable)
                QVERIFY2(state.role == StateMeaning::Role::Idle, qPrintable(state.word));
            anyDeletable = anyDeletable || state.deletable;
        }
        QCOMPARE(words.size(), kind.states.size());
        QVERIFY(anyDeletable);
        QVERIFY(!kind.meaningOf(QStringLiteral("a state from the future")).deletable);
    }

    void idsThatWouldLeaveTheirPlaceDoNotMatch_data() { addKinds(); }
    void idsThatWouldLeaveTheirPlaceDoNotMatch()
    {
        QFETCH(const QString, kindId);
        const QRegularExpression pattern = m_registry.contract(kindId)->kind().idPattern;
        const QStringList bad{QString(),
                              QStringLiteral("."),
                              QStringLiteral(".."),
                              QStringLiteral("*"),
                              QStringLiteral("a/b"),
                              QStringLiteral("../../v3/users/1"),
                              QStringLiteral("a?b"),
                              QStringLiteral("a#b"),
                              QStringLiteral("a%2e"),
                              QStringLiteral("a\n"),
                              QStringLiteral("00000000-0000-4000-8000-000000000001\n"),
                              QString(10000, u'a'),
                              QString(QChar(u'\0'))};
        for (const QString &id : bad)
            QVERIFY2(!pattern.match(id).hasMatch(), qPrintable(id.left(40)));
    }

    void deletionsOfNoneOrTooManyCannotBeExpressed_data() { addKinds(); }
    void deletionsOfNoneOrTooManyCannotBeExpressed()
    {
        QFETCH(const QString, kindId);
        const KindContract &contract = *m_registry.contract(kindId);
        const Scope scope{.projectId = QStringLiteral("p"), .userId = QStringLiteral("u")};
        const auto isRefused = [&](const QList<ResourceRef> &refs) {
            const auto request = contract.deleteRequest(scope, refs);
            return !request && request.error().kind == Error::Kind::Configuration
                && !request.error().message.isEmpty();
        };
        QVERIFY(isRefused({}));
        QVERIFY(isRefused(refsOf(contract.kind(), contract.kind().idsPerRequest + 1)));
        const ResourceRef one = refsOf(contract.kind(), 1).first();
        QVERIFY(isRefused({one, one}));
        ResourceRef wildcard = one;
        wildcard.id = QStringLiteral("*");
        QVERIFY(isRefused({wildcard}));
        ResourceRef foreign = one;
        foreign.kindId = QStringLiteral("another.kind");
        QVERIFY(isRefused({foreign}));
    }

    void everyLaneHasAKeyThatTellsPlacesApart_data() { addKinds(); }
    void everyLaneHasAKeyThatTellsPlacesApart()
    {
        QFETCH(const QString, kindId);
        const KindContract &contract = *m_registry.contract(kindId);
        const Scope scope{.projectId = QStringLiteral("p"), .userId = QStringLiteral("u")};
        const LaneRules here = contract.laneRules(QStringLiteral("https://a.example"), scope);
        const LaneRules there = contract.laneRules(QStringLiteral("https://b.example"), scope);
        QVERIFY(!here.key.isEmpty());
        QVERIFY(here.key != there.key);
        QVERIFY(here.maxRequests >= 1 && here.maxRequests <= 6);
        QVERIFY(here.maxDeletes >= 1);
        const FollowRules follow = contract.followRules();
        QVERIFY(follow.deadline > follow.grace);
        QVERIFY(follow.lookEvery > std::chrono::milliseconds(0));
        QVERIFY(follow.looksToProveAbsence >= 1);
    }

    void listsAreReadsAndBeginSomewhere_data() { addKinds(); }
    void listsAreReadsAndBeginSomewhere()
    {
        QFETCH(const QString, kindId);
        const KindContract &contract = *m_registry.contract(kindId);
        const auto requests =
            contract.listRequests({.projectId = QStringLiteral("p"), .userId = QStringLiteral("u")});
        QVERIFY(!requests.isEmpty());
        for (const ApiRequest &request : requests)
            QVERIFY(request.read && !request.service.isEmpty());
    }

private:
    void addKinds() const
    {
        QTest::addColumn<QString>("kindId");
        for (const auto &contract : m_registry.contracts())
            QTest::newRow(qPrintable(contract->kind().id)) << contract->kind().id;
    }

    const Registry m_registry = makeRegistry();
};

QTEST_GUILESS_MAIN(TestRegistry)
#include "tst_registry.moc"
