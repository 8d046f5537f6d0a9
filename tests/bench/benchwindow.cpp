// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/bench/benchwindow.h"

#include "tests/bench/benchrows.h"
#include "tests/bench/streamsource.h"
#include "ui/jobpanel.h"
#include "ui/resourcepage.h"

#include <QApplication>

namespace Clearsky {

using namespace Qt::Literals::StringLiterals;

BenchWindow::BenchWindow(int rows)
    : m_rows(rows)
    , m_theme(*qobject_cast<QApplication *>(QCoreApplication::instance()))
{
    static_cast<void>(m_accounts.load());
    static_cast<void>(m_accounts.add({.name = u"bench"_s, .providerId = BenchRows::kind().providerId, .signInMethod = u"token"_s}));
    m_workbench = std::make_unique<Workbench>(
        m_window, m_accounts, QList<const ResourceKind *>{&BenchRows::kind()},
        [this](const Account &, const ResourceKind &) {
            auto source = std::make_unique<StreamSource>(m_rows);
            m_source = source.get();
            return source;
        },
        m_clock, m_settings, m_dialogs);
    m_workbench->keepMarksIn(m_marks);
    m_window.setJobsPanel(new JobPanel(m_jobs, {&BenchRows::kind()}, m_clock, m_settings));
    m_window.resize(1280, 800);
    m_window.show();
}

BenchWindow::~BenchWindow() = default;

void BenchWindow::openList()
{
    m_workbench->openList(account().id, BenchRows::kind().id);
}

ResourcePage &BenchWindow::page() const
{
    return *m_workbench->page(account().id, BenchRows::kind().id);
}

void BenchWindow::prepareJob(int items)
{
    m_jobs.prepare(account(), BenchRows::kind().id, items);
}

void BenchWindow::startJob()
{
    m_window.setJobsVisible(true);
    m_jobs.start();
}

void BenchWindow::endItems(int count)
{
    constexpr quint32 step = 7919; // a prime, so that rows are met all over the list and hardly twice
    const ResourceTableModel &model = page().model();
    QList<ResourceKey> keys;
    for (int i = 0; i < count; ++i)
        keys.append(model.keyAt(static_cast<int>(++m_dropped * step % static_cast<quint32>(model.rowCount()))));
    m_jobs.end(count);
    drop(keys);
}

void BenchWindow::drop(const QList<ResourceKey> &keys)
{
    const QString accountId = account().id;
    for (const ResourceKey &key : keys)
        m_workbench->dropResource({.accountId = accountId, .kindId = BenchRows::kind().id, .scope = key.scope, .id = key.id});
}

void BenchWindow::reopenList()
{
    Account changed = account();
    changed.region += u'x'; // another place: its lists are read anew
    static_cast<void>(m_accounts.update(changed));
    openList();
}

void BenchWindow::closeList()
{
    static_cast<void>(m_accounts.remove(account().id));
}

} // namespace Clearsky
