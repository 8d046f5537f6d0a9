// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/table/resourcestore.h"

#include <QRandomGenerator>
#include <QSet>
#include <QTest>

using namespace Clearsky;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int rowCount = 5000;

} // namespace

class TestResourceStore final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rowsAreFoundWhileOthersTakeTheirPlaces();
};

/// Rows that are gone stay in the index for a while, and their places are given to others.
void TestResourceStore::rowsAreFoundWhileOthersTakeTheirPlaces()
{
    ResourceKind kind;
    kind.columns = {{.id = u"name"_s}};
    QList<Resource> all;
    for (int i = 0; i < rowCount; ++i) {
        const QString number = u"%1"_s.arg(i, 12, 10, QChar(u'0'));
        all.append({.id = i % 5 ? u"0a1b2c3d-0000-4000-8000-"_s + number : u"id-"_s + number, .name = u"row "_s + number});
        all.last().cells = {all.last().name};
    }
    for (const quint32 seed : {1u, 2u, 3u}) {
        QRandomGenerator random(seed);
        ResourceStore store(kind);
        QSet<ResourceKey> there;
        for (int round = 0; round < 200; ++round) {
            QList<Resource> come;
            for (int i = random.bounded(200); i > 0; --i)
                come.append(all.at(random.bounded(rowCount)));
            store.upsert(come);
            for (const Resource &row : std::as_const(come))
                there.insert(row.key());
            const std::vector<Slot> gone = store.upsert(come.mid(0, random.bounded(200))).all;
            for (const Slot slot : gone)
                there.remove(store.rows().keyAt(slot));
            store.remove(gone);
            if (random.bounded(3) == 0)
                store.release();
            QCOMPARE(store.size(), static_cast<size_t>(there.size()));
            for (int i = 0; i < 50; ++i) {
                const ResourceKey key = all.at(random.bounded(rowCount)).key();
                const Slot slot = store.find(key);
                QCOMPARE(slot != noSlot, there.contains(key));
                QVERIFY(slot == noSlot || (store.rows().isAlive(slot) && store.rows().keyAt(slot) == key));
            }
        }
    }
}

QTEST_GUILESS_MAIN(TestResourceStore)
#include "tst_resourcestore.moc"
