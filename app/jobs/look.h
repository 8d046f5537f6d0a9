// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/providers/listing.h"

#include <QSet>

#include <functional>
#include <optional>

namespace Clearsky {

/// Looks that are closer to each other than this may have been answered from one copy: they count as one (engine.md 5.4).
constexpr std::chrono::seconds betweenAgreeingLooks(5);
inline constexpr int looksThatAgree = 2;
/// How long a list that shows again what it had not shown may merely be behind.
constexpr std::chrono::minutes listMayBeBehind(2);

/// What proved that a resource is gone. Only a look can make one, and "Deleted" cannot be written without it.
class Proof final
{
public:
    [[nodiscard]] const QString &text() const { return m_text; }

private:
    friend class LookOutcome;
    explicit Proof(QString text)
        : m_text(std::move(text))
    {
    }

    QString m_text;
};

/// What a complete and trustworthy look saw.
class LookOutcome final
{
public:
    /// The row of this resource; null: the look does not find it.
    [[nodiscard]] const Resource *row(const ResourceKey &key) const;
    /// The provider itself says that it is gone, or keeps only the record of it: one look is enough.
    [[nodiscard]] bool saysGone(const ResourceKey &key) const;
    /// A proof when this look, the last of `looks` that agree, shows it gone; otherwise nothing.
    [[nodiscard]] std::optional<Proof> proofOfAbsence(const ResourceKey &key, int looks) const;
    /// How many agreeing looks prove an absence, where `usual` do as a rule. A look that found nothing at all needs a second
    /// one (engine.md R11): a key that sees nothing for a moment and a provider that has nothing look alike.
    [[nodiscard]] int looksNeeded(int usual) const;
    [[nodiscard]] QSet<ResourceKey> keys() const;
    [[nodiscard]] qsizetype found() const { return m_rows.size(); }
    [[nodiscard]] int pages() const { return m_pages; }
    [[nodiscard]] QByteArray evidence() const; ///< SHA-256 in hex over everything seen

private:
    friend class Look;
    const ResourceKind *m_kind = nullptr;
    QHash<ResourceKey, Resource> m_rows;
    QSet<QString> m_provedGone;
    int m_pages = 0;
};

/// What makes an empty answer believable (engine.md R11).
struct LookExpectations
{
    qint64 listedTotal = -1;          ///< rows of the list that the plan was made from; -1: looks have seen it since
    qint64 accountedFor = 0;          ///< items of the job that were sent or are proved gone
    QSet<QString> partsWithOthers{};  ///< scopes that showed others than those when they were last believed
};

/// One look at resources of a job: their present state, by id where the API can, otherwise by the whole list. Ends with an
/// Error when it is incomplete or cannot be believed; then nothing may be concluded from it.
class Look final : public ResultJob<LookOutcome>
{
    Q_OBJECT

public:
    /// Asked only when an answer is empty: counting a large job through is dear.
    using Expect = std::function<LookExpectations()>;

    Look(Connection &connection, const KindContract &contract, QList<ResourceRef> refs, Expect expect, QObject *parent = nullptr);

protected:
    void run() override;
    void abort() override;

private:
    [[nodiscard]] bool hasConnection();
    void onListed(const Result<ListOutcome> &listed);
    void checkVisibility(const ApiRequest &request);
    [[nodiscard]] bool isUnexpectedlyEmpty() const;
    [[nodiscard]] Error unbelievable() const;

    QPointer<Connection> m_connection;
    const KindContract &m_contract;
    QList<ResourceRef> m_refs;
    Expect m_expect;
    LookOutcome m_outcome;
    QPointer<AsyncJob> m_running;
};

} // namespace Clearsky
