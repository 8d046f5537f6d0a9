// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/error.h"

#include <QAbstractTableModel>

#include <vector>

namespace Clearsky {

/// The steps of a connection test: what was tried, whether it worked, what to do if not.
class ConnectionCheckModel final : public QAbstractTableModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ConnectionCheckModel)

public:
    enum Column { StepColumn, ResultColumn, AdviceColumn, ColumnCount };

    explicit ConnectionCheckModel(QObject *parent = nullptr);

    void clear();
    void addStep(const QString &title, bool passed, const Error &error);
    /// The first step that failed; empty: none.
    [[nodiscard]] QString failedStep() const;
    [[nodiscard]] QString failedAdvice() const; ///< what to do about it, in full

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Step
    {
        QString title{};
        bool passed = false;
        Error error{};
    };

    [[nodiscard]] const Step *firstFailed() const; ///< null: none
    [[nodiscard]] static QString text(const Step &step, int column);

    std::vector<Step> m_steps{};
};

} // namespace Clearsky
