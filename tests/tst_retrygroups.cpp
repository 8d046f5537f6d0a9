// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/retrygroups.h"

#include <QTest>

using namespace Clearsky;
using namespace Qt::Literals;

class TestRetryGroups : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itemsAreGroupedByWhatKeptThem()
    {
        QList<JobItem> items;
        const auto add = [&items](int count, ItemState state, const QString &reason, bool ended = true) {
            for (int i = 0; i < count; ++i)
                items.append({.ref = {.id = QString::number(items.size())}, .state = state, .ended = ended, .reason = reason});
        };
        add(2, ItemState::Refused, u"in use"_s);
        add(5, ItemState::Deleted, {});
        add(4, ItemState::NotAttempted, u"The job was stopped before it was sent"_s);
        add(1, ItemState::Refused, u"its state is creating"_s);
        add(3, ItemState::Unknown, u"not finished in time"_s);
        add(3, ItemState::Unknown, u"being looked at"_s, false);
        add(1, ItemState::Refused, u"in use"_s);
        items[3].reappeared = true;

        const QList<RetryGroup> groups = retryGroups(items);
        QStringList titles;
        qsizetype chosen = 0;
        for (const RetryGroup &group : groups) {
            titles.append(group.title());
            chosen += group.items.size();
        }
        QCOMPARE(titles, QStringList({u"4 not attempted: The job was stopped before it was sent"_s, u"3 refused: in use"_s,
                                      u"3 not verified: not finished in time"_s, u"1 reappeared"_s,
                                      u"1 refused: its state is creating"_s}));
        QCOMPARE(chosen, 12);
        QCOMPARE(groups.at(1).items.last().id, u"18"_s);
    }

    void providerTextIsShownAsTextAndCut()
    {
        const RetryGroup group{.state = ItemState::Failed, .reason = QString(200, u'x') + u"\u202e"_s, .items = {{.id = u"1"_s}}};
        QVERIFY(group.title().startsWith(u"1 failed: xxx"_s));
        QVERIFY(group.title().size() < 110);
    }
};

QTEST_GUILESS_MAIN(TestRetryGroups)
#include "tst_retrygroups.moc"
