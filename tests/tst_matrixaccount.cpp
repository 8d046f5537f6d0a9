// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/eachkind.h"
#include "tests/support/enginefixture.h"
#include "tests/support/shard.h"
#include "tests/support/waiting.h"

#include <QTest>

using namespace Clearsky;
using namespace Qt::Literals;
using namespace std::chrono_literals;

namespace {

const QString zenlayer = u"zenlayer.zec.snapshot"_s;
constexpr int clockFactor = 400; // the cloud of EngineFixture is as fast

/// A job of an account with keys of its own. Its cloud has a second project, and there is a second cloud.
class Place
{
public:
    explicit Place(const QString &kind)
        : kindId(kind)
        , fixture({.count = 260, .onlyKind = kind})
        , isZenlayer(kind == zenlayer)
    {
        open();
        account = *stack().accounts.add({.name = u"own"_s,
                                         .providerId = isZenlayer ? u"zenlayer"_s : u"huawei"_s,
                                         .environment = Environment::Test,
                                         .signInMethod = u"accessKey"_s,
                                         .accessKeyId = isZenlayer ? keys().zenlayerKeyId : keys().users.first().accessKey,
                                         .region = isZenlayer ? QString() : keys().region,
                                         .projectId = isZenlayer ? QString() : keys().projects.first().id,
                                         .iamEndpoint = isZenlayer ? QString() : fixture.cloud->origin(),
                                         .serviceEndpoint = fixture.cloud->origin()});
        keepKey();
        const KindContract &contract = *stack().registry.contract(kind);
        const int limit = contract.kind().idsPerRequest;
        const QList<Resource> rows = stack().deletable(account, kind, limit == 1 ? 9 : limit + 3);
        plan = fixture.plan(account, kind, rows);
        fixture.cloud->clearRequests();
    }

    EngineStack &stack() { return *fixture.stack; }
    JobEngine &engine() { return fixture.stack->engine; }
    [[nodiscard]] PracticeKeys keys() const { return fixture.cloud->keys(); }
    [[nodiscard]] const JobSummary &job() const
    {
        static const JobSummary none;
        const JobSummary *found = fixture.stack->engine.job(plan.id);
        return found ? *found : none;
    }
    [[nodiscard]] qsizetype deletes() const { return fixture.deletes(kindId).size(); }
    /// Requests about the kind other than deletes.
    [[nodiscard]] qsizetype reads(const QString &projectId) const
    {
        QList<PracticeLogEntry> log = fixture.cloud->requests();
        log.removeIf([&](const PracticeLogEntry &entry) { return entry.kindId != kindId || entry.projectId != projectId; });
        return log.size();
    }
    bool waitForAttention()
    {
        return waitUntil([this] { return job().state == JobState::NeedsAttention; });
    }
    /// Until something was sent and something waits, or all was sent at once.
    bool waitForFirstAnswer()
    {
        return waitUntil([this] { return deletes() > 0 && job().count(ItemState::Accepted) > 0; });
    }
    bool waitForAnswers()
    {
        return waitUntil([this] { return job().count(ItemState::Sending) == 0; });
    }
    /// As a person would who is told that a request is still being answered.
    bool resume()
    {
        return waitUntil([this] {
            engine().resume(plan.id);
            return !job().note.contains(u"still being answered"_s);
        });
    }
    void keepKey()
    {
        Credentials credentials;
        credentials.set(isZenlayer ? CredentialField::accessKeyPassword : CredentialField::secretAccessKey,
                        Secret::fromText(isZenlayer ? keys().zenlayerPassword : keys().users.first().secretKey));
        stack().secrets.keep(account.id, credentials);
    }
    /// Another key or password of the same person.
    void changeKey()
    {
        Account changed = account;
        changed.signInMethod = isZenlayer ? u"token"_s : u"password"_s;
        changed.accessKeyId.clear();
        Credentials credentials;
        if (isZenlayer) {
            credentials.set(CredentialField::accessToken, Secret::fromText(keys().zenlayerToken));
        } else {
            changed.accountName = keys().accountName;
            changed.userName = keys().users.first().name;
            credentials.set(CredentialField::password, Secret::fromText(keys().users.first().password));
        }
        stack().secrets.keep(account.id, credentials);
        stack().change(changed);
    }
    void letTimePass()
    {
        const auto due = stack().clock.now() + 5min;
        static_cast<void>(waitUntil([&] { return stack().clock.now() >= due; }));
    }
    void restart()
    {
        open();
        keepKey();
    }
    /// To the end, and every item to its truth.
    [[nodiscard]] QString finish()
    {
        if (!stack().waitForEnd(plan.id))
            return u"it does not end: "_s + job().note;
        if (job().count(ItemState::Deleted) != plan.willDelete.size())
            return u"not all are deleted"_s;
        const QString untrue = fixture.untruth(plan.id);
        return untrue.isEmpty() ? fixture.violation(plan) : untrue;
    }

    QString kindId;
    EngineFixture fixture;
    bool isZenlayer;
    Account account;
    DeletePlan plan;

private:
    /// An account of its own has no timing of its own: the clock alone is as fast as the cloud.
    void open()
    {
        fixture.stack.reset();
        fixture.stack = std::make_unique<EngineStack>(fixture.folder.path(), clockFactor, nullptr);
        if (!stack().open())
            qFatal("the journal does not open");
    }
};

} // namespace

/// Rows 41 and 42 of the fault matrix: the keychain does not answer, the account is another one.
class TestMatrixAccount final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aJobDoesNotFollowItsAccountElsewhere_data() // row 42
    {
        QTest::addColumn<QString>("kindId");
        QTest::addColumn<bool>("toProject");
        QTest::addColumn<bool>("restarted");
        const Registry registry = makeRegistry();
        int row = 0;
        for (const auto &contract : registry.contracts()) {
            const QString id = contract->kind().id;
            for (const bool toProject : {true, false}) {
                for (const bool restarted : {true, false}) {
                    if ((id != zenlayer || !toProject) && inShard(row++))
                        QTest::addRow("%s, another %s%s", qPrintable(id), toProject ? "project" : "service",
                                      restarted ? ", restarted" : "")
                            << id << toProject << restarted;
                }
            }
        }
    }

    void aJobDoesNotFollowItsAccountElsewhere()
    {
        QFETCH(QString, kindId);
        QFETCH(bool, toProject);
        QFETCH(bool, restarted);
        Place place(kindId);
        PracticeCloud elsewhere({.seed = 8, .counts = {{kindId, 300}}});
        QVERIFY(elsewhere.start());
        place.engine().start(place.plan);
        QVERIFY(place.waitForFirstAnswer());

        Account changed = place.account;
        changed.projectId = toProject ? place.keys().projects.at(1).id : changed.projectId;
        changed.serviceEndpoint = toProject ? changed.serviceEndpoint : elsewhere.origin();
        place.stack().change(changed);
        QVERIFY(place.waitForAttention());
        QVERIFY(place.waitForAnswers());
        const qsizetype sent = place.deletes();
        if (restarted)
            place.restart();
        QVERIFY(place.resume());
        QVERIFY(waitUntil([&] { return place.job().note.contains(u"its plan was made for"_s); }));
        place.letTimePass();
        // Nothing was sent, nothing was concluded from a look elsewhere, and the person is told.
        QCOMPARE(place.deletes(), sent);
        QCOMPARE(place.reads(changed.projectId == place.account.projectId ? u"none"_s : changed.projectId), 0);
        QCOMPARE(elsewhere.requests().size(), 0);
        QCOMPARE(place.fixture.untruth(place.plan.id), QString());
        QVERIFY(!isEnd(place.job().state));

        place.stack().change(place.account);
        QVERIFY(place.resume());
        QCOMPARE(place.finish(), QString());
    }

    void aNewKeyIsUsedAfterResume_data() { eachKind(); }
    void aNewKeyIsUsedAfterResume() // row 42
    {
        QFETCH(QString, kindId);
        Place place(kindId);
        place.engine().start(place.plan);
        QVERIFY(place.waitForFirstAnswer());
        place.changeKey();
        QVERIFY(place.waitForAttention());
        QVERIFY(place.waitForAnswers());
        QVERIFY(place.resume());
        QCOMPARE(place.finish(), QString());
    }

    void aRemovedAccountSendsNothing()
    {
        Place place(zenlayer);
        QVERIFY(place.stack().accounts.remove(place.account.id));
        place.stack().connections.forget(place.account.id);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        place.engine().start(place.plan);
        QVERIFY(place.waitForAttention());
        QCOMPARE(place.job().note, u"This account is no longer there."_s);
        place.letTimePass();
        QCOMPARE(place.fixture.cloud->requests().size(), 0);
    }

    void aKeychainThatDoesNotGiveTheKeyAsksForAPerson_data() // row 41
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<bool>("underWay");
        int row = 0;
        for (const QString &code : {SecretErrorCode::absent, SecretErrorCode::locked, SecretErrorCode::declined,
                                    SecretErrorCode::noService, SecretErrorCode::slow, SecretErrorCode::damaged}) {
            if (!inShard(row++))
                continue;
            QTest::addRow("%s at the start", qPrintable(code)) << code << false;
            QTest::addRow("%s under way", qPrintable(code)) << code << true;
        }
    }

    void aKeychainThatDoesNotGiveTheKeyAsksForAPerson()
    {
        QFETCH(QString, code);
        QFETCH(bool, underWay);
        Place place(u"huawei.csbs.backup"_s);
        if (underWay) {
            place.engine().start(place.plan);
            QVERIFY(place.waitForFirstAnswer());
        }
        const Error refusal{.kind = Error::Kind::Keychain, .message = u"the keychain says "_s + code, .code = code};
        place.stack().secrets.refusal = refusal;
        place.stack().change(place.account);
        if (underWay) {
            QVERIFY(place.waitForAttention());
            QVERIFY(place.waitForAnswers());
            QVERIFY(place.resume());
        } else {
            place.engine().start(place.plan);
        }
        const qsizetype sent = place.deletes();
        QVERIFY(waitUntil([&] { return place.job().note == refusal.message; }));
        QCOMPARE(place.job().state, JobState::NeedsAttention);
        place.letTimePass();
        QCOMPARE(place.deletes(), sent);
        QCOMPARE(place.stack().accounts.accounts().size(), 1); // the account is never forgotten
        AccountStore kept(place.fixture.folder.filePath(u"accounts.json"_s), place.stack().clock);
        QVERIFY(kept.load());
        QCOMPARE(kept.accounts().size(), 1);

        place.stack().secrets.refusal.reset();
        QVERIFY(place.resume());
        QCOMPARE(place.finish(), QString());
    }
};

QTEST_GUILESS_MAIN(TestMatrixAccount)
#include "tst_matrixaccount.moc"
