// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/accounts/accountstore.h"
#include "app/accounts/sessionsecretstore.h"
#include "app/practicehost.h"
#include "app/providers/connectionpool.h"
#include "models/displaytext.h"
#include "tests/sentencestage.h"
#include "ui/loadersource.h"
#include "ui/noticebar.h"
#include "ui/resourcepage.h"
#include "ui/resourcetable.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Clearsky;
using namespace Qt::Literals;

namespace {

const QByteArray webPage = "<!DOCTYPE html><html><body><h1>Welcome</h1></body></html>";

/// What happens to a list that was loaded when it is loaded again.
struct Trouble
{
    const char *name;
    void (*make)(SentenceStage &stage);
};

const QList<Trouble> &troubles()
{
    static const QList<Trouble> all{
        {"web page", [](SentenceStage &stage) { stage.answerAll(200, webPage); }},
        {"empty object", [](SentenceStage &stage) { stage.answerAll(200, "{}"); }},
        {"not found", [](SentenceStage &stage) { stage.answerAll(404, webPage); }},
        {"sign-in refused",
         [](SentenceStage &stage) {
             stage.answerAll(401, R"({"error_code":"APIGW.0301","code":"AUTHFAILURE_SIGNATURE_FAILURE"})");
         }},
        {"fault of the provider", [](SentenceStage &stage) { stage.answerAll(500, {}); }},
        {"throttled for ever", [](SentenceStage &stage) { stage.answerAll(429, {}); }},
        {"redirect",
         [](SentenceStage &stage) {
             stage.faultAll({.kind = Fault::Kind::Redirect,
                             .status = 302,
                             .target = QUrl(u"https://login.example.com/"_s)});
         }},
        {"cut JSON",
         [](SentenceStage &stage) {
             stage.faultAll({.kind = Fault::Kind::Rewrite,
                             .rewrite = [](const QByteArray &body) { return body.left(body.size() / 2); }});
         }},
        {"lost answer", [](SentenceStage &stage) { stage.faultAll({.kind = Fault::Kind::LostAnswer}); }},
        {"server gone", [](SentenceStage &stage) { stage.proxy.reset(); }},
    };
    return all;
}

/// A page of the practice account, loaded through everything that a real one is loaded through.
struct Scene
{
    Scene(SentenceStage &theStage, const QString &kindId)
        : stage(theStage), contract(*stage.registry.contract(kindId)),
          account(*store.add({.name = u"Practice"_s, .providerId = practiceProviderId})),
          source(pool, contract, account.id), page(account, contract.kind(), source, clock)
    {
    }

    [[nodiscard]] QStringList ids()
    {
        QStringList all;
        for (int row = 0; row < page.model().rowCount(); ++row)
            all.append(page.model().resourceAt(row).id);
        return all;
    }
    [[nodiscard]] QString notice() const { return page.findChild<NoticeBar *>()->sentence(); }

    SentenceStage &stage;
    QTemporaryDir folder;
    SystemClock clock;
    AccountStore store{folder.filePath(u"accounts.json"_s), clock};
    SessionSecretStore secrets;
    RequestQueue queue{clock};
    PracticeHost host{stage.cloud, stage.proxy->url(), 1000};
    ConnectionPool pool{stage.registry, store, secrets, queue, clock, &host};
    const KindContract &contract;
    Account account;
    LoaderSource source;
    ResourcePage page;
};

} // namespace

class TestStaleList final : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<SentenceStage> stage;

private Q_SLOTS:
    void init()
    {
        if (!stage || !stage->proxy)
            stage = std::make_unique<SentenceStage>();
        stage->reset();
    }

    void aFailedRefreshKeepsTheRowsAndSaysSinceWhen_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<int>("trouble");
        const Registry registry = makeRegistry();
        for (int i = 0; i < troubles().size(); ++i) {
            for (const auto &contract : registry.contracts())
                QTest::addRow("%s, %s", troubles().at(i).name, qPrintable(contract->kind().id))
                    << contract->kind().id << i;
        }
    }
    void aFailedRefreshKeepsTheRowsAndSaysSinceWhen()
    {
        QFETCH(QString, kind);
        QFETCH(int, trouble);
        Scene scene(*stage, kind);
        scene.page.refresh();
        QTRY_VERIFY(scene.page.model().isComplete());
        const QStringList ids = scene.ids();
        QVERIFY(!ids.isEmpty());
        QVERIFY(scene.page.model().setData(scene.page.model().index(0, ResourceTableModel::markColumn),
                                           Qt::Checked, Qt::CheckStateRole));
        const QDateTime listedAt = scene.page.planInput().listedAt;

        troubles().at(trouble).make(scene.stage);
        scene.page.refresh();
        QTRY_VERIFY(!scene.page.isLoading());
        QVERIFY(scene.page.error());
        QCOMPARE(scene.ids(), ids);
        QCOMPARE(scene.page.model().marked(), 1);
        QCOMPARE(scene.page.planInput().listedAt, listedAt);
        QVERIFY2(scene.notice().contains(scene.page.error()->message), qPrintable(scene.notice()));
        QVERIFY2(scene.notice().contains(u"shows what there was at "_s + clockText(listedAt)),
                 qPrintable(scene.notice()));
    }

    void theNextGoodRefreshTakesTheNoticeBack()
    {
        Scene scene(*stage, u"zenlayer.zec.snapshot"_s);
        scene.page.refresh();
        QTRY_VERIFY(scene.page.model().isComplete());
        scene.stage.answerAll(200, webPage);
        scene.page.refresh();
        QTRY_VERIFY(!scene.notice().isEmpty());
        scene.stage.reset();
        scene.page.refresh();
        QTRY_VERIFY(!scene.page.isLoading());
        QVERIFY2(scene.notice().isEmpty(), qPrintable(scene.notice()));
        QVERIFY(!scene.page.error());
    }
};

QTEST_MAIN(TestStaleList)
#include "tst_stalelist.moc"
