// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/jobs/journaldatabase.h"
#include "tests/support/journalsamples.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>
#include <QUuid>

using namespace Clearsky;

namespace {

QString uuid()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

QByteArray sha256(const QString &text)
{
    return QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).toHex();
}

} // namespace

/// What a deleted item costs on the disk: itself, and its share of requests and looks (engine.md R24).
class TestJournalSize : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anItemCostsAtMost300BytesBesidesItsName_data()
    {
        QTest::addColumn<int>("idsPerRequest");
        QTest::addColumn<bool>("hasScope");
        QTest::newRow("a hundred per request") << 100 << false;
        QTest::newRow("fifty per request") << 50 << true;
        QTest::newRow("one per request, each in a scope of its own") << 1 << true;
    }

    void anItemCostsAtMost300BytesBesidesItsName()
    {
        QFETCH(int, idsPerRequest);
        QFETCH(bool, hasScope);
        constexpr int items = 2000;
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("journal.sqlite"));
        {
            JournalDatabase database(path);
            QVERIFY(database.open());
        }
        const qint64 empty = QFileInfo(path).size();

        StoredJob job = makeJob(1, items);
        qint64 names = 0;
        for (JobItem &item : job.items) {
            item.ref.id = uuid();
            item.ref.scope = hasScope ? uuid() : QString();
            item.fingerprint = QString::fromLatin1(sha256(item.ref.id).left(32));
            names += item.ref.name.toUtf8().size();
        }
        {
            JournalDatabase database(path);
            QVERIFY(database.open());
            QVERIFY(database.write({{.jobId = job.summary.id, .newJob = job}}));
            QList<JournalChanges> changes;
            for (int at = 0; at < items; at += idsPerRequest) {
                changes += deletionOf(job, at, idsPerRequest);
                if (changes.size() >= 30)
                    QVERIFY(database.write(std::exchange(changes, {})));
            }
            QVERIFY(database.write(changes));
        }
        const qint64 perItem = (QFileInfo(path).size() - empty - names) / items;
        qInfo("%lld bytes per item", perItem);
        QVERIFY2(perItem <= 300, qPrintable(QString::number(perItem)));

        JournalDatabase database(path);
        const Result<JournalContents> contents = database.open();
        QVERIFY(contents);
        QCOMPARE(contents->jobs.first().items, job.items);
        if (idsPerRequest == 1)
            QCOMPARE(contents->jobs.first().requests.at(7).path, pathFor(job.items.at(7).ref));
    }

private:
    static QString pathFor(const ResourceRef &ref)
    {
        return QStringLiteral("/v1/0123456789abcdef0123456789abcdef/checkpoints/%1?checkpoint_items=%2").arg(ref.scope, ref.id);
    }

    static QList<JournalChanges> deletionOf(StoredJob &job, int at, int count)
    {
        QList<int> positions;
        for (int i = at; i < at + count; ++i)
            positions.append(i);
        const int number = at / count + 1;
        JournalChanges intent = sampleIntent(job, number, positions);
        intent.intent->lane = QStringLiteral("https://csbs.region.example.com|0123456789abcdef0123456789abcdef");
        intent.intent->bodySha256 = count > 1 ? sha256(job.items.at(at).ref.id) : QByteArray();
        if (count == 1)
            intent.intent->record.path = pathFor(job.items.at(at).ref);
        JournalChanges outcome = sampleOutcome(job, number, positions);
        outcome.outcome->record.requestId = uuid().remove(u'-');
        outcome.outcome->record.elapsed = std::chrono::milliseconds(120);
        outcome.outcome->record.outcome = QStringLiteral("Accepted: %1").arg(count);
        outcome.outcome->providerJobId = count > 1 ? uuid() : QString();
        JournalChanges proof = sampleProof(job, positions);
        proof.look->evidenceSha256 = sha256(intent.intent->record.path);
        return {intent, outcome, proof};
    }
};

QTEST_GUILESS_MAIN(TestJournalSize)
#include "tst_journalsize.moc"
