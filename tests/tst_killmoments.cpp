// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/driverprocess.h"
#include "tests/support/enginefixture.h"
#include "tests/support/waiting.h"

#include <QTest>

using namespace Clearsky;

namespace {

/// Where the program dies. The letters are those of engine.md section 3.
struct Moment
{
    const char *name;
    const char *halt;       ///< a moment of the journal, or …
    Fault::Kind onDelete;   ///< … what happens to the delete requests …
    bool onLook;            ///< … or the first look after the provider has finished stays unanswered
    bool isCarriedOut;      ///< the provider has deleted, or will
    ItemState found;        ///< what the next start reads of an item that was sent
    bool forgetsJobs;       ///< the provider no longer knows its jobs afterwards
};

constexpr Moment moments[] = {
    {"A: before the plan is durable", "before-plan", Fault::Kind::None, false, false, ItemState::Pending, false},
    {"B: the plan is durable", "after-plan", Fault::Kind::None, false, false, ItemState::Pending, false},
    {"C: the intent is durable", "after-intent", Fault::Kind::None, false, false, ItemState::Sending, false},
    {"D: out, and lost", "", Fault::Kind::Swallow, false, false, ItemState::Sending, false},
    {"D: out, and carried out", "", Fault::Kind::Silence, false, true, ItemState::Sending, false},
    {"E: the answer is partly in", "", Fault::Kind::StallAnswer, false, true, ItemState::Sending, false},
    {"F: the answer is not durable", "before-outcome", Fault::Kind::None, false, true, ItemState::Sending, false},
    {"G: accepted, the provider works", "after-outcome", Fault::Kind::None, false, true, ItemState::Accepted, false},
    {"G: accepted, the provider forgets", "after-outcome", Fault::Kind::None, false, true, ItemState::Accepted, true},
    {"H: the provider has finished", "", Fault::Kind::None, true, true, ItemState::Accepted, false},
    {"I: seen gone, not durable", "before-proof", Fault::Kind::None, false, true, ItemState::Accepted, false},
    {"J: durable, not shown", "after-proof", Fault::Kind::None, false, true, ItemState::Deleted, false},
};

/// A cloud behind a proxy, and a folder in which drivers live and die.
class Stage
{
public:
    Stage(const Registry &registry, QString kind, const Moment &when)
        : kindId(std::move(kind))
        , moment(when)
        , cloud(optionsFor(registry, kindId))
    {
        if (!cloud.start())
            qFatal("the practice cloud does not start");
        proxy = std::make_unique<FaultProxy>(cloud.port());
        proxy->chooseFault([this](const RawRequest &raw) { return faultFor(raw); });
        looksAtLists = registry.contract(kindId)->findRequests({}, {{.kindId = kindId, .id = QStringLiteral("x")}}).isEmpty();
    }

    [[nodiscard]] std::unique_ptr<DriverProcess> driver(const QString &halt, bool looksOnly)
    {
        return std::make_unique<DriverProcess>(
            QStringLiteral(JOB_DRIVER), folder.path(), itemCount, QStringList{kindId}, cloud,
            DriverOptions{.origin = proxy->url().toString(), .halt = halt, .looksOnly = looksOnly});
    }

    /// Until the moment has come; false: it does not.
    [[nodiscard]] bool reach(DriverProcess &driver) const
    {
        return waitUntil([&] { return hasCome(driver) || driver.state() == QProcess::NotRunning; }) && hasCome(driver);
    }

    /// Every id that a delete request named, as often as it arrived at the cloud.
    [[nodiscard]] QStringList sentIds() const
    {
        QStringList ids;
        const QList<PracticeLogEntry> log = cloud.requests();
        for (const PracticeLogEntry &entry : log)
            ids += entry.isDelete() ? entry.ids : QStringList();
        return ids;
    }

    static constexpr int itemCount = 4;
    QString kindId;
    Moment moment;
    PracticeCloud cloud;
    std::unique_ptr<FaultProxy> proxy;
    QTemporaryDir folder;
    bool looksAtLists = false;
    bool isDisarmed = false; ///< from the restart on nothing goes wrong any more

private:
    static PracticeOptions optionsFor(const Registry &registry, const QString &kindId)
    {
        PracticeOptions options{.seed = 7, .speed = driverSpeed};
        for (const auto &each : registry.contracts())
            options.counts.insert(each->kind().id, each->kind().id == kindId ? 6 * itemCount : 1);
        return options;
    }

    Fault faultFor(const RawRequest &raw)
    {
        if (isDisarmed)
            return {};
        const QByteArrayList parts = raw.target.split('?');
        const PracticeCall call = cloud.recognise({.method = raw.method,
                                                   .path = parts.first(),
                                                   .query = parts.value(1),
                                                   .headers = raw.headers,
                                                   .body = raw.body});
        if (call.operation == PracticeOperation::Delete) {
            m_deletes += moment.onDelete == Fault::Kind::None ? 0 : 1;
            return {.kind = moment.onDelete, .bytes = 40};
        }
        const bool isLook = call.operation == PracticeOperation::List || call.operation == PracticeOperation::Get;
        if (!moment.onLook || !isLook || !isAboutGone(raw))
            return {};
        m_isLooking = true;
        return {.kind = Fault::Kind::Swallow};
    }

    [[nodiscard]] bool isAboutGone(const RawRequest &raw) const
    {
        const QStringList ids = sentIds();
        return std::any_of(ids.cbegin(), ids.cend(), [&](const QString &id) {
            const QList<PracticeResource> there = cloud.resources(kindId);
            return (looksAtLists || raw.bytes.contains(id.toUtf8()))
                && std::none_of(there.cbegin(), there.cend(), [&id](const PracticeResource &each) { return each.id == id; });
        });
    }

    [[nodiscard]] bool hasCome(DriverProcess &driver) const
    {
        switch (moment.onDelete) {
        case Fault::Kind::Swallow:
            return m_deletes > 0;
        case Fault::Kind::Silence:
            return !sentIds().isEmpty();
        case Fault::Kind::StallAnswer:
            return proxy->stalled() > 0;
        default:
            return moment.onLook ? m_isLooking : driver.hasHalted();
        }
    }

    int m_deletes = 0;
    bool m_isLooking = false;
};

bool isCampaign()
{
    return qEnvironmentVariableIntValue("CLEARSKY_CAMPAIGN") != 0;
}

} // namespace

/// Rows 1 to 6 of the fault matrix: the program dies at each moment of a job, is started again, looks, and is resumed.
class TestKillMoments final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aJobSurvivesItsProgram_data()
    {
        QTest::addColumn<int>("moment");
        QTest::addColumn<QString>("kindId");
        int row = 0;
        for (int moment = 0; moment < int(std::size(moments)); ++moment) {
            for (const auto &contract : m_registry.contracts()) {
                const bool hasJobs = contract->followRules().jobFirstPoll.count() > 0;
                const bool isTurn = isCampaign() || ++row % 2 == 0;
                if ((moments[moment].forgetsJobs && !hasJobs) || !isTurn)
                    continue;
                QTest::addRow("%s, %s", moments[moment].name, qPrintable(contract->kind().id)) << moment << contract->kind().id;
            }
        }
    }

    void aJobSurvivesItsProgram()
    {
        QFETCH(int, moment);
        QFETCH(QString, kindId);
        Stage stage(m_registry, kindId, moments[moment]);
        const auto first = stage.driver(QString::fromLatin1(stage.moment.halt), false);
        QVERIFY(stage.reach(*first));
        first->kill();
        QVERIFY(first->waitForFinished());
        QVERIFY(waitUntil([&] { return stage.proxy->isIdle(); })); // what had left has arrived
        stage.isDisarmed = true;
        const QStringList sentBefore = stage.sentIds();
        QCOMPARE(!sentBefore.isEmpty(), stage.moment.isCarriedOut);
        if (stage.moment.forgetsJobs)
            stage.cloud.setFault({.kindId = kindId,
                                  .operation = PracticeOperation::Job,
                                  .status = 404,
                                  .body = kindId == u"huawei.roma.asset" ? R"({"error_code":"FDI.3081","error_msg":"no such job"})"
                                                                         : R"({"error_code":"WKS.0202","error_msg":"no such job"})"});

        const auto second = stage.driver({}, true);
        QVERIFY(waitUntil([&] { return second->state() == QProcess::NotRunning; }));
        QCOMPARE(second->exitCode(), 0);
        QCOMPARE(stage.sentIds(), sentBefore); // nothing is sent by itself
        if (stage.moment.halt == QByteArrayView("before-plan")) {
            QCOMPARE(second->items().size(), 0); // and no half a plan
            return;
        }
        judgeRestart(stage, *first, *second);
        if (QTest::currentTestFailed())
            return;

        const auto last = stage.driver({}, false);
        QVERIFY(waitUntil([&] { return last->state() == QProcess::NotRunning; }));
        QCOMPARE(last->exitCode(), 0);
        judgeEnd(stage, *last);
    }

private:
    static void judgeRestart(const Stage &stage, DriverProcess &first, DriverProcess &second)
    {
        const QList<JobItem> found = second.itemsAtStart();
        const QList<JobItem> looked = second.items();
        QCOMPARE(found.size(), Stage::itemCount);
        QCOMPARE(looked.size(), Stage::itemCount);
        const QStringList sent = stage.sentIds();
        int inTheFoundState = 0;
        for (qsizetype i = 0; i < found.size(); ++i) {
            inTheFoundState += found.at(i).state == stage.moment.found ? 1 : 0;
            if (sent.contains(found.at(i).ref.id))
                QVERIFY2(found.at(i).state != ItemState::Pending, qPrintable(found.at(i).ref.id));
            if (first.shownDeleted().contains(found.at(i).ref.id))
                QCOMPARE(found.at(i).state, ItemState::Deleted);
            // What was found after the look is the server's truth.
            QCOMPARE(untruthOf(looked.at(i), stage.cloud), QString());
            const bool isThere = stage.cloud.exists(stage.kindId, looked.at(i).ref.scope, looked.at(i).ref.id);
            QCOMPARE(looked.at(i).state, isThere ? ItemState::Pending : ItemState::Deleted);
        }
        QVERIFY(inTheFoundState > 0);
    }

    static void judgeEnd(const Stage &stage, DriverProcess &last)
    {
        QSet<QString> confirmed;
        const QList<JobItem> items = last.items();
        QCOMPARE(items.size(), Stage::itemCount);
        for (const JobItem &item : items) {
            QCOMPARE(untruthOf(item, stage.cloud), QString());
            QCOMPARE(item.state, ItemState::Deleted);
            confirmed.insert(item.ref.id);
        }
        // At none of these moments may the cloud get an id twice.
        const QStringList sent = stage.sentIds();
        QCOMPARE(QSet<QString>(sent.cbegin(), sent.cend()), confirmed);
        QCOMPARE(sent.size(), confirmed.size());
    }

    const Registry m_registry = makeRegistry();
};

QTEST_GUILESS_MAIN(TestKillMoments)
#include "tst_killmoments.moc"
