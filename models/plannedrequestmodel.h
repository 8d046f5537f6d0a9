// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QAbstractTableModel>

namespace Clearsky {

/// One delete request of a plan, exactly as it would be sent, without its signature.
struct PlannedRequest
{
    QString method{};
    QString url{};         ///< encoded
    QString path{};        ///< encoded, with query
    QString action{};      ///< what the provider calls it; may be empty
    QStringList headers{}; ///< "Name: value"; no secrets
    QByteArray body{};
    int items = 0;
    int limit = 1;         ///< items per request
    QString limitSource{}; ///< translated: where the limit is documented
    QString problem{};     ///< translated: why it cannot be made; empty: it can

    friend bool operator==(const PlannedRequest &, const PlannedRequest &) = default;
};

/// Line, headers and body as one plain text.
[[nodiscard]] QString exactText(const PlannedRequest &request);

/// The table of a plan's requests.
class PlannedRequestModel final : public QAbstractTableModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PlannedRequestModel)

public:
    enum Column { NumberColumn, RequestColumn, ItemsColumn, LimitColumn, BodyColumn, ColumnCount };

    explicit PlannedRequestModel(QList<PlannedRequest> requests, QObject *parent = nullptr);

    [[nodiscard]] const QList<PlannedRequest> &requests() const { return m_requests; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString text(int row, int column) const;

    QList<PlannedRequest> m_requests;
};

} // namespace Clearsky
