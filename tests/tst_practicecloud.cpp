// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/practiceclient.h"

#include "app/practice/practicecontrol.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QJsonArray>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace Clearsky;

namespace {

const QString boxKind = u"test.box"_s;
const QString snapshotKind = u"zenlayer.zec.snapshot"_s;

/// A kind that no provider has, added from outside: GET /boxes lists, POST /boxes/delete accepts ids and
/// answers with a job, GET /jobs/<id> tells about it.
class Boxes final : public PracticeService
{
public:
    QString kindId() const override { return boxKind; }
    int defaultCount() const override { return 10; }

    void seed(int count, PracticeRandom &random, PracticeWorld &world) override
    {
        for (int i = 0; i < count; ++i)
            world.add({.kindId = boxKind,
                       .id = u"box-%1"_s.arg(i),
                       .scope = u"shelf"_s,
                       .projectId = u"project"_s,
                       .name = practiceName(random, u"box"_s, i),
                       .state = u"closed"_s,
                       .createdMs = world.firstStart() - random.ageMs()});
    }

    std::optional<PracticeCall> recognise(const PracticeRequest &request,
                                          const PracticeWorld &) const override
    {
        PracticeCall call{.signIn = QString::fromUtf8(request.header("X-User")), .projectId = u"project"_s};
        if (request.path == "/boxes")
            call.operation = PracticeOperation::List;
        else if (request.path == "/boxes/delete")
            call.operation = PracticeOperation::Delete;
        else if (request.path.startsWith("/jobs/"))
            call.operation = PracticeOperation::Job;
        else
            return std::nullopt;
        call.ids = QString::fromUtf8(request.body).split(u',', Qt::SkipEmptyParts);
        return call;
    }

    PracticeReply answer(const PracticeCall &call, const PracticeRequest &request,
                         PracticeWorld &world) override
    {
        if (call.operation == PracticeOperation::Delete)
            return PracticeReply::json(200, {{u"job"_s, beginJob(call, world)}});
        if (call.operation == PracticeOperation::Job) {
            const PracticeJob *job = world.job(boxKind, request.pathSegments().last());
            return job ? PracticeReply::json(200, {{u"progress"_s, job->progressAt(world.now())}})
                       : PracticeReply::json(404, {});
        }
        QJsonArray ids;
        for (const PracticeResource *box : world.listed(boxKind, u"project"_s))
            ids.append(box->id);
        return PracticeReply::json(200, {{u"boxes"_s, ids}, {u"echo"_s, QString::fromUtf8(request.query)}});
    }

private:
    static QString beginJob(const PracticeCall &call, PracticeWorld &world)
    {
        const qint64 ends = world.now() + world.delay(10s);
        const QSet<QString> failing = world.mustFail(call.ids);
        for (const QString &id : call.ids) {
            const bool fails = failing.contains(id);
            world.beginDeletion(boxKind, id,
                                {{.atMs = world.now(), .state = u"closing"_s},
                                 {.atMs = ends, .state = fails ? u"closed"_s : QString(), .gone = !fails}},
                                call.signIn);
        }
        const QString id = world.newUuid();
        world.addJob({.id = id,
                      .kindId = boxKind,
                      .projectId = call.projectId,
                      .userId = call.signIn,
                      .beganMs = world.now(),
                      .endsMs = ends,
                      .ids = call.ids});
        return id;
    }
};

struct Rig
{
    explicit Rig(PracticeOptions options = {})
    {
        options.speed = 1;
        if (!options.timeSource)
            options.timeSource = time.source();
        cloud = std::make_unique<PracticeCloud>(std::move(options));
        cloud->addService(std::make_unique<Boxes>());
        started = cloud->start();
    }

    [[nodiscard]] httplib::Client client() const
    {
        httplib::Client http("127.0.0.1", cloud->port());
        http.set_tcp_nodelay(true);
        http.set_keep_alive(true);
        return http;
    }
    [[nodiscard]] PracticeAnswer get(const char *path) const { return practiceAnswer(client().Get(path)); }
    [[nodiscard]] PracticeAnswer erase(const char *ids, const char *user = "ann") const
    {
        return practiceAnswer(client().Post("/boxes/delete", {{"X-User", user}}, ids, "text/plain"));
    }
    [[nodiscard]] QStringList listed() const
    {
        QStringList ids;
        for (const QJsonValue &id : get("/boxes").json().value("boxes"_L1).toArray())
            ids.append(id.toString());
        return ids;
    }
    [[nodiscard]] bool exists(const char *id) const
    {
        return cloud->exists(boxKind, u"shelf"_s, QString::fromLatin1(id));
    }

    PracticeTime time;
    std::unique_ptr<PracticeCloud> cloud;
    Result<void> started;
};

} // namespace

class PracticeCloudTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // The server
    void pathsThatNobodyServesAreNotPublished();
    void requestsArriveAsTheyWereSent();
    void aDeleteWithoutBodyIsAnsweredAtOnce();
    void manyConnectionsAreServedAtOnce();
    void stoppingHangsUpAtOnce();
    void aPortIsNotShared();
    // The data
    void theSameSeedMakesTheSameCloud();
    void countsComeFromTheOptions();
    void namesAndAgesAreBelievable();
    void keysAreNewAtEveryStartAndIdsAreNot();
    // The kept truth
    void aKilledCloudIsFoundAgain();
    void deletionsGoOnWhileTheProgramIsDown();
    void whatTheTestDoesIsKept();
    void aLineCutOffIsDropped();
    void aLongLogIsShortened();
    void filesAreForTheOwnerOnly();
    void aFolderThatCannotBeUsedIsAnError();
    // Faults
    void answersReplaceTheServices_data();
    void answersReplaceTheServices();
    void faultsCountRequests();
    void delaysHoldAnswersBack();
    void stuckDeletionsNeverEnd();
    void partialDeletionsEndBadly();
    void listsMayLagBehind();
    // What was asked
    void logAndMaximaTellWhatHappened();
    void movedClockShowsInDates();
    // Control
    void controlServesTheTruth();
    void controlSetsFaults();
    void controlRefusesNonsense_data();
    void controlRefusesNonsense();
    // The program
    void theProgramFindsItsCloudAgainAfterAKill();
    void theProgramRefusesWhatItDoesNotUnderstand_data();
    void theProgramRefusesWhatItDoesNotUnderstand();
};

void PracticeCloudTest::pathsThatNobodyServesAreNotPublished()
{
    const Rig rig;
    for (const char *path : {"/", "/v1/p/nothing", "/boxes/", "/%E2%98%83%0A?x=1"}) {
        const auto answer = rig.get(path);
        QCOMPARE(answer.status, 404);
        QCOMPARE(answer.text(u"error_code"_s), u"APIGW.0101"_s);
    }
}

void PracticeCloudTest::requestsArriveAsTheyWereSent()
{
    const Rig rig;
    auto http = rig.client();
    http.set_url_encode(false);
    const auto answer = practiceAnswer(http.Get("/boxes?b=%2C%7e&a=1&a=&name=%E5%A4%87+x"));
    QCOMPARE(answer.text(u"echo"_s), u"b=%2C%7e&a=1&a=&name=%E5%A4%87+x"_s);

    const PracticeRequest request{.path = "/v1/a%2Fb//c", .query = "b=%2C%7e&a=1&a=&name=%E5%A4%87+x&flag"};
    QCOMPARE(request.pathSegments(), (QStringList{u"v1"_s, u"a/b"_s, QString(), u"c"_s}));
    QCOMPARE(request.queryValue(u"b"_s), u",~"_s);
    QCOMPARE(request.queryValue(u"name"_s), u"\u5907+x"_s);
    QVERIFY(request.queryValue(u"flag"_s).isEmpty() && !request.queryValue(u"flag"_s).isNull());
    QVERIFY(request.queryValue(u"none"_s).isNull());
    QCOMPARE(request.queryItems().size(), 5);
}

void PracticeCloudTest::aDeleteWithoutBodyIsAnsweredAtOnce()
{
    const Rig rig;
    QElapsedTimer timer;
    timer.start();
    // httplib's own client sends neither Content-Length nor a body here.
    QCOMPARE(practiceAnswer(rig.client().Delete("/boxes")).status, 200);
    QVERIFY(timer.elapsed() < 4000);
}

void PracticeCloudTest::manyConnectionsAreServedAtOnce()
{
    const Rig rig;
    constexpr int many = 40;
    rig.cloud->setFault({.kindId = boxKind, .delay = 800ms});
    std::atomic<int> good = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < many; ++i)
        threads.emplace_back([&] { good += rig.get("/boxes").status == 200; });
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(good.load(), many);
    QVERIFY(rig.cloud->maxima().requests.value(boxKind) > 8);
}

void PracticeCloudTest::stoppingHangsUpAtOnce()
{
    Rig rig;
    auto idle = rig.client();
    QVERIFY(idle.Get("/boxes"));
    rig.cloud->setFault({.kindId = boxKind, .delay = 1min});
    std::thread waiting([&rig] { (void)rig.get("/boxes"); });
    QTRY_COMPARE(rig.cloud->requests().size(), 2);
    QElapsedTimer timer;
    timer.start();
    rig.cloud->stop();
    waiting.join();
    QVERIFY2(timer.elapsed() < 4000, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(!idle.Get("/boxes"));
}

void PracticeCloudTest::aPortIsNotShared()
{
    const Rig first;
    QVERIFY(first.started.has_value());
    const Rig second(PracticeOptions{.port = first.cloud->port()});
    QVERIFY(!second.started.has_value());
    QCOMPARE(second.started.error().kind, Error::Kind::Configuration);
}

void PracticeCloudTest::theSameSeedMakesTheSameCloud()
{
    const Rig one(PracticeOptions{.seed = 5}), same(PracticeOptions{.seed = 5}),
        other(PracticeOptions{.seed = 6});
    for (const QString &kindId : one.cloud->kindIds())
        QCOMPARE(one.cloud->resources(kindId), same.cloud->resources(kindId));
    QVERIFY(one.cloud->resources(snapshotKind) != other.cloud->resources(snapshotKind));
    // Another number of boxes changes no other kind.
    const Rig fewer(PracticeOptions{.seed = 5, .counts = {{boxKind, 3}}});
    QCOMPARE(fewer.cloud->resources(snapshotKind), one.cloud->resources(snapshotKind));
}

void PracticeCloudTest::countsComeFromTheOptions()
{
    const Rig rig(PracticeOptions{.counts = {{boxKind, 3}, {snapshotKind, 0}}});
    QCOMPARE(rig.cloud->resources(boxKind).size(), 3);
    QCOMPARE(rig.cloud->resources(snapshotKind).size(), 0);
    QCOMPARE(Rig().cloud->resources(snapshotKind).size(), 620);
}

void PracticeCloudTest::namesAndAgesAreBelievable()
{
    const Rig rig;
    const qint64 now = rig.time.nowMs;
    bool html = false, rightToLeft = false, emoji = false, longest = false, formula = false;
    qint64 youngest = now, oldest = 0;
    for (const PracticeResource &snapshot : rig.cloud->resources(snapshotKind)) {
        html = html || snapshot.name.contains(u"<img"_s);
        rightToLeft = rightToLeft || snapshot.name.contains(QChar(0x202E));
        emoji = emoji || snapshot.name.contains(u"\U0001F680"_s);
        longest = longest || snapshot.name.size() == 255;
        formula = formula || snapshot.name.startsWith(u'=');
        youngest = std::min(youngest, now - snapshot.createdMs);
        oldest = std::max(oldest, now - snapshot.createdMs);
    }
    QVERIFY(html && rightToLeft && emoji && longest && formula);
    QVERIFY(std::chrono::milliseconds(youngest) < 2h && youngest >= 0);
    QVERIFY(std::chrono::milliseconds(oldest) > 24h * 365);
}

void PracticeCloudTest::keysAreNewAtEveryStartAndIdsAreNot()
{
    const PracticeKeys one = Rig().cloud->keys();
    const PracticeKeys two = Rig().cloud->keys();
    QCOMPARE(one.projects.first().id, two.projects.first().id);
    QCOMPARE(one.users.last().id, two.users.last().id);
    QCOMPARE(one.zenlayerMember, two.zenlayerMember);
    QVERIFY(one.users.first().secretKey != two.users.first().secretKey);
    QVERIFY(one.users.first().password != two.users.first().password);
    QVERIFY(one.zenlayerPassword != two.zenlayerPassword && one.zenlayerToken != two.zenlayerToken);
    QVERIFY(one.securityToken != two.securityToken);
}

void PracticeCloudTest::aKilledCloudIsFoundAgain()
{
    const QTemporaryDir folder;
    const Rig killed(PracticeOptions{.seed = 9, .dataDir = folder.path(), .counts = {{boxKind, 6}}});
    const QString job = killed.erase("box-1,box-2").text(u"job"_s);
    // The first one is neither stopped nor told: the second has nothing but what lies in the folder.
    Rig again(PracticeOptions{.seed = 1, .dataDir = folder.path(), .timeSource = nullptr});
    QVERIFY(again.started.has_value());
    again.time.pass(1s);
    QCOMPARE(again.cloud->resources(boxKind).size(), 6);
    QCOMPARE(again.cloud->resources(snapshotKind).last().id, killed.cloud->resources(snapshotKind).last().id);
    QCOMPARE(again.cloud->resources(boxKind).at(1).state, u"closing"_s);
    QCOMPARE(again.get(qPrintable(u"/jobs/"_s + job)).json().value("progress"_L1).toDouble(), 0.1);
    again.time.pass(10s);
    QVERIFY(!again.exists("box-1") && !again.exists("box-2") && again.exists("box-3"));
}

void PracticeCloudTest::deletionsGoOnWhileTheProgramIsDown()
{
    const QTemporaryDir folder;
    PracticeTime time;
    const PracticeOptions options{.dataDir = folder.path(), .timeSource = time.source()};
    {
        const Rig first(options);
        QCOMPARE(first.erase("box-4").status, 200);
    }
    time.pass(24h);
    const Rig later(options);
    QVERIFY(!later.exists("box-4"));
    // Ages are counted from the first start: a day later everything is a day older, not as young as at first.
    const Rig fresh(PracticeOptions{.timeSource = time.source()});
    const qint64 kept = later.cloud->resources(boxKind).first().createdMs;
    const qint64 made = fresh.cloud->resources(boxKind).first().createdMs;
    QCOMPARE(std::chrono::milliseconds(made - kept), std::chrono::milliseconds(24h));
}

void PracticeCloudTest::whatTheTestDoesIsKept()
{
    const QTemporaryDir folder;
    const PracticeResource extra{.kindId = boxKind,
                                 .id = u"extra"_s,
                                 .scope = u"shelf"_s,
                                 .projectId = u"project"_s,
                                 .name = u"added"_s,
                                 .state = u"open"_s,
                                 .data = {{u"colour"_s, u"red"_s}}};
    {
        const Rig rig(PracticeOptions{.dataDir = folder.path()});
        rig.cloud->add(extra);
        rig.cloud->vanish(boxKind, {u"box-0"_s});
        rig.cloud->setState(boxKind, u"box-3"_s, u"broken"_s);
        QVERIFY(rig.listed().contains(u"extra"_s) && !rig.listed().contains(u"box-0"_s));
    }
    const Rig again(PracticeOptions{.dataDir = folder.path()});
    const auto boxes = again.cloud->resources(boxKind);
    QCOMPARE(boxes.last(), extra);
    QCOMPARE(boxes.at(2).state, u"broken"_s);
    QVERIFY(!again.exists("box-0"));
}

void PracticeCloudTest::aLineCutOffIsDropped()
{
    const QTemporaryDir folder;
    QString path;
    {
        const Rig rig(PracticeOptions{.dataDir = folder.path()});
        QCOMPARE(rig.erase("box-1").status, 200);
        QCOMPARE(rig.erase("box-2").status, 200);
        path = folder.filePath(u"cloud.jsonl"_s);
    }
    QVERIFY(QFile::resize(path, QFileInfo(path).size() - 7));
    for (int start = 0; start < 2; ++start) { // the second time the rest of the line must be gone too
        Rig rig(PracticeOptions{.dataDir = folder.path()});
        QVERIFY(rig.started.has_value());
        rig.time.pass((start + 1) * 1min);
        QVERIFY(!rig.exists("box-1"));
        QVERIFY(rig.exists("box-5"));
        if (start == 0)
            QCOMPARE(rig.erase("box-6").status, 200);
        else
            QVERIFY(!rig.exists("box-6"));
    }
}

void PracticeCloudTest::aLongLogIsShortened()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"cloud.jsonl"_s);
    {
        const Rig rig(PracticeOptions{.dataDir = folder.path()});
        for (int i = 0; i < 1200; ++i)
            rig.cloud->setState(boxKind, u"box-1"_s, u"state %1"_s.arg(i));
    }
    const qint64 before = QFileInfo(path).size();
    {
        const Rig rig(PracticeOptions{.dataDir = folder.path()});
        QVERIFY(QFileInfo(path).size() < before / 10);
        QCOMPARE(rig.erase("box-2").status, 200);
    }
    Rig rig(PracticeOptions{.dataDir = folder.path()});
    rig.time.pass(1min);
    QCOMPARE(rig.cloud->resources(boxKind).at(1).state, u"state 1199"_s);
    QVERIFY(!rig.exists("box-2"));
}

void PracticeCloudTest::filesAreForTheOwnerOnly()
{
    const QTemporaryDir folder;
    const QString inner = folder.filePath(u"a/practice"_s);
    const Rig rig(PracticeOptions{.dataDir = inner});
    QVERIFY(rig.started.has_value());
    constexpr QFile::Permissions others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup
        | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    QVERIFY(!(QFile::permissions(inner) & others));
    QVERIFY(!(QFile::permissions(inner + u"/cloud.jsonl"_s) & others));
    QFile file(inner + u"/cloud.jsonl"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray kept = file.readAll();
    QVERIFY(!kept.contains(rig.cloud->keys().zenlayerPassword.toUtf8()));
}

void PracticeCloudTest::aFolderThatCannotBeUsedIsAnError()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"taken"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const Rig rig(PracticeOptions{.dataDir = file.fileName()});
    QVERIFY(!rig.started.has_value());
    QCOMPARE(rig.started.error().kind, Error::Kind::Storage);

    QFile newer(folder.filePath(u"cloud.jsonl"_s));
    QVERIFY(newer.open(QIODevice::WriteOnly));
    newer.write("{\"version\":99}\n");
    newer.close();
    QCOMPARE(Rig(PracticeOptions{.dataDir = folder.path()}).started.error().kind, Error::Kind::Storage);
    QCOMPARE(newer.size(), 15); // left as it was
}

void PracticeCloudTest::answersReplaceTheServices_data()
{
    QTest::addColumn<bool>("afterActing");
    QTest::newRow("before acting") << false;
    QTest::newRow("after acting") << true;
}

void PracticeCloudTest::answersReplaceTheServices()
{
    QFETCH(bool, afterActing);
    Rig rig;
    rig.cloud->setFault({.kindId = boxKind,
                         .operation = PracticeOperation::Delete,
                         .status = 502,
                         .body = "<html>",
                         .contentType = "text/html",
                         .headers = {{"Retry-After", "3"}},
                         .afterActing = afterActing});
    const auto result = rig.client().Post("/boxes/delete", "box-1", "text/plain");
    QCOMPARE(result->status, 502);
    QCOMPARE(result->body, std::string("<html>"));
    QCOMPARE(result->get_header_value("Retry-After"), std::string("3"));
    rig.time.pass(1min);
    QCOMPARE(rig.exists("box-1"), !afterActing);
    QCOMPARE(rig.get("/boxes").status, 200);
    rig.cloud->clearFaults();
    QCOMPARE(rig.erase("box-2").status, 200);
}

void PracticeCloudTest::faultsCountRequests()
{
    const Rig rig;
    rig.cloud->setFault(
        {.kindId = boxKind, .operation = PracticeOperation::List, .first = 2, .times = 2, .status = 500});
    QList<int> statuses;
    for (int i = 0; i < 5; ++i)
        statuses.append(rig.get("/boxes").status);
    QCOMPARE(statuses, (QList<int>{200, 500, 500, 200, 200}));
}

void PracticeCloudTest::delaysHoldAnswersBack()
{
    const Rig rig;
    rig.cloud->setFault({.operation = PracticeOperation::Delete, .delay = 300ms});
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(rig.erase("box-1").status, 200);
    QVERIFY(timer.elapsed() >= 300);
}

void PracticeCloudTest::stuckDeletionsNeverEnd()
{
    Rig rig;
    rig.cloud->setFault(
        {.kindId = boxKind, .operation = PracticeOperation::Delete, .times = 1, .effects = {.stuck = true}});
    const QString job = rig.erase("box-1").text(u"job"_s);
    QCOMPARE(rig.erase("box-2").status, 200);
    rig.time.pass(24h * 30);
    QVERIFY(rig.exists("box-1"));
    QVERIFY(!rig.exists("box-2"));
    QCOMPARE(rig.cloud->resources(boxKind).at(1).state, u"closing"_s);
    QVERIFY(rig.get(qPrintable(u"/jobs/"_s + job)).json().value("progress"_L1).toDouble() < 1);
}

void PracticeCloudTest::partialDeletionsEndBadly()
{
    Rig rig;
    rig.cloud->setFault(
        {.kindId = boxKind, .times = 1, .effects = {.failing = {u"box-3"_s}, .failFirst = 1}});
    QCOMPARE(rig.erase("box-1,box-2,box-3").status, 200);
    rig.time.pass(1min);
    QVERIFY(rig.exists("box-1") && !rig.exists("box-2") && rig.exists("box-3"));
    QCOMPARE(rig.cloud->resources(boxKind).at(1).state, u"closed"_s);
}

void PracticeCloudTest::listsMayLagBehind()
{
    Rig rig;
    QCOMPARE(rig.erase("box-1").status, 200);
    const auto lists = [&rig] { return rig.listed().contains(u"box-1"_s); };
    const auto under = [&rig](PracticeEffects effects) {
        rig.cloud->clearFaults();
        rig.cloud->setFault({.kindId = boxKind, .operation = PracticeOperation::List, .effects = effects});
    };
    rig.time.pass(1s);
    under({.hideMs = 2000});
    QVERIFY(!lists());
    rig.time.pass(1s);
    QVERIFY(lists());

    rig.time.pass(9s); // gone for one second
    rig.cloud->clearFaults();
    QVERIFY(!lists());
    under({.staleMs = 5000});
    QVERIFY(lists());
    under({.backAfterMs = 2000, .backForMs = 3000});
    QVERIFY(!lists());
    rig.time.pass(2s);
    QVERIFY(lists());
    QVERIFY(!rig.exists("box-1"));
    rig.time.pass(3s);
    QVERIFY(!lists());
    under({.staleMs = 5000});
    QVERIFY(!lists());
}

void PracticeCloudTest::logAndMaximaTellWhatHappened()
{
    Rig rig;
    QCOMPARE(rig.erase("box-1,box-2", "ann").status, 200);
    QCOMPARE(rig.erase("box-3", "bob").status, 200);
    rig.time.pass(1min);
    QCOMPARE(rig.erase("box-4", "bob").status, 200);
    (void)rig.listed();

    const auto log = rig.cloud->requests();
    QCOMPARE(log.size(), 4);
    QCOMPARE(log.at(0).ids, (QStringList{u"box-1"_s, u"box-2"_s}));
    QCOMPARE(log.at(1).signIn, u"bob"_s);
    QCOMPARE(log.at(1).method, QByteArray("POST"));
    QCOMPARE(log.at(1).path, QByteArray("/boxes/delete"));
    QCOMPARE(log.at(2).atMs - log.at(0).atMs, 60000);
    QVERIFY(log.at(2).isDelete() && !log.at(3).isDelete());
    QCOMPARE(log.at(3).status, 200);

    const PracticeMaxima maxima = rig.cloud->maxima();
    QCOMPARE(maxima.jobsByProject.value(u"test.box|project"_s), 2);
    QCOMPARE(maxima.jobsByUser.value(u"test.box|bob"_s), 1);
    QCOMPARE(maxima.itemsInDeletion.value(boxKind), 3);
    QCOMPARE(maxima.itemsInDeletionByUser.value(u"test.box|ann"_s), 2);
    QCOMPARE(maxima.requests.value(boxKind), 1);
    QCOMPARE(maxima.requestsBySignIn.value(u"test.box|ann"_s), 1);
    QCOMPARE(maxima.deletes.value(boxKind), 1);
    rig.cloud->resetMaxima();
    rig.cloud->clearRequests();
    QVERIFY(rig.cloud->maxima().jobsByUser.isEmpty() && rig.cloud->requests().isEmpty());
}

void PracticeCloudTest::movedClockShowsInDates()
{
    const Rig rig;
    QCOMPARE(rig.get("/boxes").date, QByteArray("Thu, 01 Jan 2026 00:00:00 GMT"));
    rig.cloud->moveClock(-20min);
    QCOMPARE(rig.get("/boxes").date, QByteArray("Wed, 31 Dec 2025 23:40:00 GMT"));
    QCOMPARE(rig.cloud->requests().last().atMs, rig.time.nowMs.load());
}

void PracticeCloudTest::controlServesTheTruth()
{
    Rig rig;
    PracticeControl control(*rig.cloud);
    QVERIFY(control.start(0).has_value());
    httplib::Client http("127.0.0.1", control.port());
    QCOMPARE(rig.erase("box-1").status, 200);
    rig.time.pass(1min);

    const QJsonObject kinds =
        practiceAnswer(http.Get("/truth?kind=test.box")).json().value("kinds"_L1).toObject();
    QCOMPARE(kinds.keys(), QStringList{boxKind});
    QCOMPARE(kinds.value(boxKind).toArray().size(), 9);
    QCOMPARE(kinds.value(boxKind).toArray().first().toObject().value("id"_L1).toString(), u"box-0"_s);
    QVERIFY(practiceAnswer(http.Get("/truth")).json().value("kinds"_L1).toObject().contains(snapshotKind));

    const QJsonObject request =
        practiceAnswer(http.Get("/requests")).json().value("requests"_L1).toArray().first().toObject();
    QCOMPARE(request.value("operation"_L1).toString(), u"delete"_s);
    QCOMPARE(request.value("ids"_L1).toArray(), QJsonArray{u"box-1"_s});
    QCOMPARE(request.value("status"_L1).toInt(), 200);
    const QJsonObject maxima = practiceAnswer(http.Get("/maxima")).json();
    QCOMPARE(maxima.value("jobsByUser"_L1).toObject().value("test.box|ann"_L1).toInt(), 1);

    QCOMPARE(practiceAnswer(http.Delete("/requests")).status, 200);
    QCOMPARE(practiceAnswer(http.Delete("/maxima")).status, 200);
    QVERIFY(rig.cloud->requests().isEmpty() && rig.cloud->maxima().jobsByUser.isEmpty());
}

void PracticeCloudTest::controlSetsFaults()
{
    const Rig rig;
    PracticeControl control(*rig.cloud);
    QVERIFY(control.start(0).has_value());
    httplib::Client http("127.0.0.1", control.port());
    const auto post = [&http](const char *path, const char *body) {
        return practiceAnswer(http.Post(path, body, "application/json")).status;
    };
    QCOMPARE(post("/faults", R"({"kind":"test.box","operation":"list","times":1,"status":418,"body":"no",
                                 "headers":{"X-Why":"tea"}})"),
             200);
    QCOMPARE(rig.get("/boxes").status, 418);
    QCOMPARE(rig.get("/boxes").status, 200);
    QCOMPARE(post("/faults", R"({"status":500})"), 200);
    QCOMPARE(rig.get("/boxes").status, 500);
    QCOMPARE(practiceAnswer(http.Delete("/faults")).status, 200);
    QCOMPARE(rig.get("/boxes").status, 200);

    QCOMPARE(post("/clock", R"({"ms":3600000})"), 200);
    QCOMPARE(rig.get("/boxes").date, QByteArray("Thu, 01 Jan 2026 01:00:00 GMT"));
    QCOMPARE(post("/vanish", R"({"kind":"test.box","ids":["box-1"]})"), 200);
    QVERIFY(!rig.exists("box-1"));
    QCOMPARE(post("/state", R"({"kind":"test.box","id":"box-2","state":"broken"})"), 200);
    QCOMPARE(rig.cloud->resources(boxKind).at(1).state, u"broken"_s);
}

void PracticeCloudTest::controlRefusesNonsense_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::newRow("unknown member") << QByteArray("/faults") << QByteArray(R"({"statu":500})") << 400;
    QTest::newRow("unknown operation")
        << QByteArray("/faults") << QByteArray(R"({"operation":"erase"})") << 400;
    QTest::newRow("wrong type") << QByteArray("/faults") << QByteArray(R"({"stuck":1})") << 400;
    QTest::newRow("text for a number") << QByteArray("/faults") << QByteArray(R"({"status":"500"})") << 400;
    QTest::newRow("no JSON") << QByteArray("/faults") << QByteArray("status=500") << 400;
    QTest::newRow("no number") << QByteArray("/clock") << QByteArray("{}") << 400;
    QTest::newRow("unknown path") << QByteArray("/keys") << QByteArray("{}") << 404;
}

void PracticeCloudTest::controlRefusesNonsense()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    const Rig rig;
    PracticeControl control(*rig.cloud);
    QVERIFY(control.start(0).has_value());
    httplib::Client http("127.0.0.1", control.port());
    QCOMPARE(practiceAnswer(http.Post(path.toStdString(), body.toStdString(), "application/json")).status,
             status);
    QCOMPARE(rig.get("/boxes").status, 200);
    const httplib::Headers fromWebPage{{"Origin", "http://example.invalid"}};
    QCOMPARE(practiceAnswer(http.Get("/truth", fromWebPage)).status, 403);
}

/// The first text after `label` in what the program printed.
QString printed(const QString &output, const QString &label)
{
    const qsizetype at = output.indexOf(label);
    return at < 0 ? QString() : output.mid(at + label.size()).simplified().section(u' ', 0, 0);
}

QString startProgram(QProcess &program, const QStringList &options)
{
    program.start(QStringLiteral(PRACTICE_PROGRAM), options);
    QString output;
    while (!output.contains("Control:"_L1) && program.waitForReadyRead(20000))
        output += QString::fromUtf8(program.readAllStandardOutput());
    return output;
}

void PracticeCloudTest::theProgramFindsItsCloudAgainAfterAKill()
{
    const QTemporaryDir folder;
    const QStringList options{u"--port"_s,     u"0"_s,        u"--control"_s, u"0"_s,
                              u"--speed"_s,    u"1"_s,        u"--seed"_s,    u"3"_s,
                              u"--data-dir"_s, folder.path(), u"--count"_s,   u"zenlayer.zec.snapshot=4"_s};
    const auto snapshots = [](const QString &output) {
        httplib::Client control(printed(output, u"Control:"_s).toStdString());
        return practiceAnswer(control.Get("/truth"))
            .json()
            .value("kinds"_L1)
            .toObject()
            .value(snapshotKind)
            .toArray();
    };
    QProcess first;
    const QString output = startProgram(first, options);
    const QJsonArray before = snapshots(output);
    QCOMPARE(before.size(), 4);
    const QString id = before.first().toObject().value("id"_L1).toString();
    httplib::Client cloud(printed(output, u"Endpoint:"_s).toStdString());
    const httplib::Headers headers{
        {"Authorization", "Bearer " + printed(output, u"\n  token "_s).toStdString()},
        {"X-ZC-Action", "DeleteSnapshots"},
        {"X-ZC-Version", "2025-09-01"}};
    const std::string body = "{\"snapshotIds\":[\"" + id.toStdString() + "\"]}";
    QCOMPARE(practiceAnswer(cloud.Post("/api/v2/zec", headers, body, "application/json")).status, 200);
    first.kill();
    QVERIFY(first.waitForFinished(20000));

    QProcess second;
    const QString again = startProgram(second, options);
    QVERIFY(printed(again, u"\n  token "_s) != printed(output, u"\n  token "_s));
    QTRY_COMPARE_WITH_TIMEOUT(snapshots(again).first().toObject().value("state"_L1).toString(), u"DELETING"_s,
                              20000);
    QCOMPARE(snapshots(again).first().toObject().value("id"_L1).toString(), id);
    second.kill();
    QVERIFY(second.waitForFinished(20000));
}

void PracticeCloudTest::theProgramRefusesWhatItDoesNotUnderstand_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::newRow("unknown option") << QStringList{u"--delete-everything"_s};
    QTest::newRow("port") << QStringList{u"--port"_s, u"70000"_s};
    QTest::newRow("speed") << QStringList{u"--speed"_s, u"0"_s};
    QTest::newRow("count") << QStringList{u"--count"_s, u"zenlayer.zec.snapshot"_s};
    QTest::newRow("word") << QStringList{u"start"_s};
}

void PracticeCloudTest::theProgramRefusesWhatItDoesNotUnderstand()
{
    QFETCH(QStringList, options);
    QProcess program;
    program.start(QStringLiteral(PRACTICE_PROGRAM), options);
    QVERIFY(program.waitForFinished(20000));
    QCOMPARE(program.exitCode(), 2);
    QVERIFY(!program.readAllStandardError().isEmpty());
}

QTEST_GUILESS_MAIN(PracticeCloudTest)
#include "tst_practicecloud.moc"
