// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/enginefixture.h"
#include "tests/support/waiting.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTest>

using namespace Clearsky;

namespace {

constexpr double cloudSpeed = 400; // the driver's clock runs as fast
QByteArray keysFor(const PracticeCloud &cloud, const QString &providerId)
{
    const PracticeKeys keys = cloud.keys();
    const bool huawei = providerId == u"huawei";
    const QJsonObject object{
        {QStringLiteral("provider"), providerId},
        {QStringLiteral("endpoint"), cloud.origin()},
        {QStringLiteral("region"), keys.region},
        {QStringLiteral("projectId"), keys.projects.first().id},
        {QStringLiteral("accessKeyId"), huawei ? keys.users.first().accessKey : keys.zenlayerKeyId},
        {QStringLiteral("secretField"), huawei ? QStringLiteral("secretAccessKey") : QStringLiteral("accessKeyPassword")},
        {QStringLiteral("secret"), huawei ? keys.users.first().secretKey : keys.zenlayerPassword}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

} // namespace

/// A program that is killed in the middle of a job and started again.
class TestKillRestart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aKilledJobIsLookedAtAndFinished_data()
    {
        QTest::addColumn<QString>("kindId");
        const Registry registry = makeRegistry();
        for (const auto &contract : registry.contracts())
            QTest::addRow("%s", qPrintable(contract->kind().id)) << contract->kind().id;
    }

    void aKilledJobIsLookedAtAndFinished()
    {
        QFETCH(QString, kindId);
        const Registry registry = makeRegistry();
        const KindContract &contract = *registry.contract(kindId);
        const int limit = contract.kind().idsPerRequest;
        const int count = limit == 1 ? 12 : limit + 5; // at least two requests
        PracticeOptions options{.seed = 7, .speed = cloudSpeed};
        for (const auto &each : registry.contracts())
            options.counts.insert(each->kind().id, each->kind().id == kindId ? 3 * count : 1);
        PracticeCloud cloud(options);
        QVERIFY(cloud.start());
        QTemporaryDir folder;

        // Killed while the first delete request is under way: it is held back after it was carried out.
        cloud.setFault({.kindId = kindId,
                        .operation = PracticeOperation::Delete,
                        .times = 1,
                        .delay = std::chrono::milliseconds(200)});
        QProcess first;
        startDriver(first, folder.path(), kindId, count, keysFor(cloud, contract.kind().providerId));
        QVERIFY(waitUntil([&] { return !deletes(cloud, kindId).isEmpty(); }));
        first.kill();
        QVERIFY(first.waitForFinished());
        QCOMPARE(first.exitStatus(), QProcess::CrashExit);
        const qsizetype sentBefore = deletes(cloud, kindId).size();

        QProcess second;
        startDriver(second, folder.path(), kindId, 0, keysFor(cloud, contract.kind().providerId));
        QByteArray output;
        qsizetype sentWhileLooking = -1;
        const bool ended = waitUntil([&] {
            output += second.readAllStandardOutput();
            if (sentWhileLooking < 0 && output.contains("looked"))
                sentWhileLooking = deletes(cloud, kindId).size();
            return second.state() == QProcess::NotRunning;
        });
        QVERIFY2(ended, output.constData());
        output += second.readAllStandardOutput();
        QVERIFY2(output.contains("found interrupted"), output.constData());
        QVERIFY2(output.contains("looked"), output.constData());
        QCOMPARE(second.exitCode(), 0);
        if (sentWhileLooking >= 0)
            QVERIFY(sentWhileLooking >= sentBefore);

        const QJsonArray items = QJsonDocument::fromJson(output.mid(output.lastIndexOf('\n', output.size() - 2) + 1)).array();
        QCOMPARE(items.size(), count);
        QSet<QString> confirmed;
        for (const QJsonValue &value : items) {
            const QJsonObject object = value.toObject();
            const auto text = [&object](const char *name) { return object.value(QLatin1String(name)).toString(); };
            const JobItem item{.ref = {.kindId = kindId, .scope = text("scope"), .id = text("id")},
                               .state = itemStateFromId(text("state")).value_or(ItemState::Pending),
                               .reason = text("reason"),
                               .proof = text("proof")};
            QCOMPARE(untruthOf(item, cloud), QString());
            QVERIFY2(item.state == ItemState::Deleted || item.state == ItemState::AlreadyGone, qPrintable(text("state")));
            confirmed.insert(item.ref.id);
        }
        // The first request was carried out, so nothing of it may be sent again.
        QCOMPARE(violationIn(deletes(cloud, kindId), confirmed, limit, false), QString());
    }

private:
    static void startDriver(QProcess &process, const QString &folder, const QString &kindId, int count, const QByteArray &keys)
    {
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process.start(QStringLiteral(JOB_DRIVER), {folder, kindId, QString::number(count)});
        process.write(keys);
        process.closeWriteChannel();
    }

    static QList<PracticeLogEntry> deletes(const PracticeCloud &cloud, const QString &kindId)
    {
        QList<PracticeLogEntry> entries = cloud.requests();
        entries.removeIf([&kindId](const PracticeLogEntry &entry) { return !entry.isDelete() || entry.kindId != kindId; });
        return entries;
    }
};

QTEST_GUILESS_MAIN(TestKillRestart)
#include "tst_killrestart.moc"
