// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/jobs/itemtally.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Clearsky;

/// Counts that follow each change are those of counting anew (engine.md R12).
class TestItemTally : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void changesKeepTheCountsTrue()
    {
        const QList<ItemState> states = allItemStates();
        QRandomGenerator random(11);
        QList<JobItem> items(200);
        ItemTally tally(items);
        for (int step = 0; step < 5000; ++step) {
            JobItem &item = items[random.bounded(items.size())];
            tally.remove(item);
            item.state = states.at(random.bounded(states.size()));
            item.ended = isEnd(item.state) || (item.state == ItemState::Unknown && random.bounded(2) == 0);
            item.verifying = !item.ended && random.bounded(2) == 0;
            tally.add(item);
        }
        int open = 0;
        int ended = 0;
        int verifying = 0;
        ItemCounts counts{};
        for (const JobItem &item : std::as_const(items)) {
            ++counts.at(static_cast<size_t>(item.state));
            ended += item.ended ? 1 : 0;
            verifying += item.verifying ? 1 : 0;
            open += !item.ended && item.state != ItemState::Pending ? 1 : 0;
        }
        QCOMPARE(tally.counts(), counts);
        QCOMPARE(tally.ended(), ended);
        QCOMPARE(tally.verifying(), verifying);
        QCOMPARE(tally.open(), open);
        QCOMPARE(tally.way(), ended + 0.4 * tally.count(ItemState::Accepted));
    }
};

QTEST_GUILESS_MAIN(TestItemTally)
#include "tst_itemtally.moc"
