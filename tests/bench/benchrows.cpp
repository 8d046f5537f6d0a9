// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/bench/benchrows.h"

#include <QUuid>

namespace Clearsky {

using namespace Qt::Literals::StringLiterals;

namespace {

ResourceKind makeKind()
{
    using enum Column::Type;
    ResourceKind kind;
    kind.id = u"bench.kind"_s;
    kind.providerId = u"bench"_s;
    kind.title = u"Bench Rows"_s;
    kind.columns = {{.id = u"name"_s, .title = u"Name"_s}, {.id = u"state"_s, .title = u"State"_s, .type = State},
                    {.id = u"age"_s, .title = u"Age"_s, .type = Age}, {.id = u"size"_s, .title = u"Size"_s, .type = Size},
                    {.id = u"region"_s, .title = u"Region"_s}};
    kind.states = {{.word = u"AVAILABLE"_s, .title = u"Available"_s, .deletable = true},
                   {.word = u"CREATING"_s, .title = u"Creating"_s}};
    return kind;
}

} // namespace

const ResourceKind &BenchRows::kind()
{
    static const ResourceKind made = makeKind();
    return made;
}

Resource BenchRows::next()
{
    static const QStringList origins{u"Web-prod"_s, u"sql-prod"_s, u"Api-test"_s, u"job-test"_s};
    static const QStringList states{u"AVAILABLE"_s, u"CREATING"_s, u"DELETING"_s, u"ERROR"_s, u"IN-USE"_s, u"RESTORING"_s};
    static const QDateTime newest(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC);
    const quint32 number = m_random.bounded(100000000u);
    Resource row{.id = QUuid(m_random.generate(), static_cast<ushort>(m_random.generate()), static_cast<ushort>(m_random.generate()),
                             uchar(m_random.generate()), uchar(m_random.generate()), uchar(m_random.generate()), uchar(m_random.generate()),
                             uchar(m_random.generate()), uchar(m_random.generate()), uchar(m_random.generate()), uchar(m_random.generate()))
                           .toString(QUuid::WithoutBraces),
                 .name = u"%1-snapshot-%2-%3%4"_s.arg(origins.at(m_random.bounded(4)))
                             .arg(number, 8, 10, QChar(u'0'))
                             .arg(m_random.bounded(2) ? u'k' : u'm')
                             .arg(m_random.bounded(100) ? u'z' : u'y'),
                 .state = states.at(m_random.bounded(6)),
                 .created = newest.addMSecs(-static_cast<qint64>(m_random.bounded(3.0 * 365 * 86400 * 1000)))};
    row.cells = {row.name, row.state, row.created, qint64(m_random.bounded(1u, 2000u)) << 30,
                 u"region-%1"_s.arg(m_random.bounded(12))};
    return row;
}

QList<Resource> BenchRows::page(int rows)
{
    QList<Resource> result;
    result.reserve(rows);
    for (int i = 0; i < rows; ++i)
        result.append(next());
    return result;
}

} // namespace Clearsky
