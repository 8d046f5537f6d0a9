// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/providers/connection.h"

namespace Clearsky {

/// What a complete run of list or find requests brought. Anything less is an Error.
struct ListOutcome
{
    QList<Resource> rows{};     ///< each key once; none when they were streamed
    QStringList provedGone{};   ///< ids that the provider itself says it does not have
    int pages = 0;
};

/// Reads all pages of a list, or the present state of given resources. Succeeds only when every page was read, every part
/// has exactly the rows its total promises, and no total changed on the way (engine.md R11).
class Listing final : public ResultJob<ListOutcome>
{
    Q_OBJECT

public:
    /// Streamed rows come by pageRead() alone, and pages are read in a thread: for lists that a window shows. They may
    /// have a million rows.
    enum class Rows { Kept, Streamed };

    /// The whole list.
    Listing(Connection &connection, const KindContract &contract, QObject *parent = nullptr, Rows rows = Rows::Kept);
    /// Just these resources, where the API can (KindContract::findRequests is not empty); otherwise the whole list, which
    /// fails when it has not read the part of one of them (KindContract::partOf).
    Listing(Connection &connection, const KindContract &contract, const QList<ResourceRef> &refs, QObject *parent = nullptr);
    ~Listing() override;

Q_SIGNALS:
    /// A page arrived. `expected` is the number of rows promised so far, -1 when the provider does not say.
    void pageRead(const QList<Clearsky::Resource> &newRows, qint64 expected);

protected:
    void run() override;
    void abort() override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace Clearsky
