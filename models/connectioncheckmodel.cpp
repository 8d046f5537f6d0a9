// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/connectioncheckmodel.h"

#include "models/displaytext.h"
#include "models/modelroles.h"
#include "models/resourcekind.h"

#include <algorithm>

namespace Clearsky {

ConnectionCheckModel::ConnectionCheckModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void ConnectionCheckModel::clear()
{
    if (m_steps.empty())
        return;
    beginRemoveRows({}, 0, rowCount() - 1);
    m_steps.clear();
    endRemoveRows();
}

void ConnectionCheckModel::addStep(const QString &title, bool passed, const Error &error)
{
    beginInsertRows({}, rowCount(), rowCount());
    m_steps.push_back({.title = title, .passed = passed, .error = error});
    endInsertRows();
}

const ConnectionCheckModel::Step *ConnectionCheckModel::firstFailed() const
{
    const auto failed = std::find_if(m_steps.cbegin(), m_steps.cend(), [](const Step &step) { return !step.passed; });
    return failed == m_steps.cend() ? nullptr : &*failed;
}

QString ConnectionCheckModel::failedStep() const
{
    const Step *failed = firstFailed();
    return failed ? failed->title : QString();
}

QString ConnectionCheckModel::failedAdvice() const
{
    const Step *failed = firstFailed();
    return failed ? text(*failed, AdviceColumn) : QString();
}

int ConnectionCheckModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_steps.size());
}

int ConnectionCheckModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ConnectionCheckModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Step &step = m_steps[static_cast<size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return text(step, index.column());
    case Qt::AccessibleTextRole:
        if (index.column() != StepColumn)
            return text(step, index.column());
        return QStringList{text(step, StepColumn), text(step, ResultColumn), text(step, AdviceColumn)}
            .filter(QRegularExpression(QStringLiteral(".")))
            .join(u", ");
    case Qt::ToolTipRole:
        return plainToolTip(text(step, index.column()));
    case ToneRole:
        return static_cast<int>(step.passed ? StateMeaning::Tone::Good : StateMeaning::Tone::Bad);
    default:
        return {};
    }
}

QString ConnectionCheckModel::text(const Step &step, int column)
{
    switch (column) {
    case StepColumn: return visibleText(step.title);
    case ResultColumn: return step.passed ? tr("Passed", "a step of the connection test") : tr("Failed");
    case AdviceColumn: {
        QString advice = step.error.message;
        if (!step.error.code.isEmpty() && !advice.contains(step.error.code))
            advice += tr(" (%1)", "%1 is the provider's error code").arg(step.error.code);
        return visibleText(advice);
    }
    default: return {};
    }
}

QVariant ConnectionCheckModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case StepColumn: return tr("Step");
    case ResultColumn: return tr("Result");
    case AdviceColumn: return tr("What to Do");
    default: return {};
    }
}

} // namespace Clearsky
