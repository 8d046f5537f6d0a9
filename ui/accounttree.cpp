// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/accounttree.h"

#include "ui/delegates/accountdelegate.h"
#include "ui/icons.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QTreeView>

namespace Clearsky {

AccountTree::AccountTree(AccountTreeModel &model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_view(new QTreeView(this))
    , m_add(new QPushButton(this))
{
    build();
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &AccountTree::selectionChanged);
    connect(&m_model, &QAbstractItemModel::rowsInserted, m_view, [this](const QModelIndex &parentIndex) {
        if (!parentIndex.isValid())
            m_view->expandAll();
    });
    connect(&m_model, &QAbstractItemModel::modelReset, m_view, &QTreeView::expandAll);
    connect(m_view, &QTreeView::customContextMenuRequested, this, [this](const QPoint &position) {
        Q_EMIT contextMenuRequested(m_view->viewport()->mapToGlobal(position));
    });
    connect(m_add, &QPushButton::clicked, this, &AccountTree::addRequested);
}

void AccountTree::build()
{
    const int unit = fontMetrics().height();
    m_view->setObjectName(QStringLiteral("accounts"));
    m_view->setAccessibleName(tr("Accounts"));
    m_view->setModel(&m_model);
    m_view->setItemDelegate(new AccountDelegate(m_view));
    m_view->setHeaderHidden(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setUniformRowHeights(true);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setAllColumnsShowFocus(true);
    m_view->setIndentation(unit);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->header()->setStretchLastSection(false);
    m_view->header()->setMinimumSectionSize(0);
    m_view->header()->setSectionResizeMode(AccountTreeModel::NameColumn, QHeaderView::Stretch);
    m_view->header()->setSectionResizeMode(AccountTreeModel::CountColumn, QHeaderView::Fixed);
    m_view->header()->resizeSection(AccountTreeModel::CountColumn, fontMetrics().averageCharWidth() * 9);
    m_view->expandAll();

    m_add->setText(tr("Add Account…"));
    m_add->setAccessibleName(tr("Add Account…"));
    m_add->setIcon(icon(QStringLiteral("plus")));

    auto *footer = new QHBoxLayout;
    footer->setContentsMargins(unit * 3 / 4, unit / 2, unit * 3 / 4, unit / 2);
    footer->addWidget(m_add, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_view, 1);
    column->addLayout(footer);
    setMinimumWidth(fontMetrics().averageCharWidth() * 42);
}

void AccountTree::select(const QString &accountId, const QString &kindId)
{
    const QModelIndex index = m_model.indexOf(accountId, kindId);
    if (index.isValid())
        m_view->setCurrentIndex(index);
    else
        m_view->clearSelection();
}

QString AccountTree::selectedAccount() const
{
    return m_view->selectionModel()->selectedRows().value(0).data(AccountTreeModel::AccountIdRole).toString();
}

QString AccountTree::selectedKind() const
{
    return m_view->selectionModel()->selectedRows().value(0).data(AccountTreeModel::KindIdRole).toString();
}

void AccountTree::setAddButtonVisible(bool visible)
{
    m_add->setVisible(visible);
}

} // namespace Clearsky
