// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/markkeeper.h"

#include "app/markstore.h"
#include "models/resourcetablemodel.h"

#include <algorithm>

namespace Clearsky {

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds writeDelay = 1s;
constexpr qsizetype fewMarks = 5000; ///< are found at once

} // namespace

MarkKeeper::MarkKeeper(ResourceTableModel &model, MarkStore &store, QString accountId, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_model(model)
    , m_store(store)
    , m_accountId(std::move(accountId))
    , m_clock(clock)
{
    connect(&m_store, &MarkStore::loaded, this,
            [this](const QString &account, const QString &kind, const QList<ResourceKey> &keys) {
                if (account == m_accountId && kind == m_model.kind().id)
                    onLoaded(keys);
            });
    connect(&m_model, &ResourceTableModel::countsChanged, this, &MarkKeeper::restore);
    connect(&m_model.marks(), &Marks::changed, this, &MarkKeeper::onMarksChanged);
    m_store.load(m_accountId, m_model.kind().id);
}

MarkKeeper::~MarkKeeper()
{
    flush();
}

void MarkKeeper::onLoaded(const QList<ResourceKey> &keys)
{
    if (m_isRestored || m_kept)
        return;
    m_kept = keys;
    restore();
}

void MarkKeeper::restore()
{
    if (!m_kept || !m_model.isComplete())
        return;
    QList<ResourceKey> keys = *std::exchange(m_kept, std::nullopt);
    if (keys.size() > fewMarks) {
        const RowSnapshot rows = m_model.store().snapshot();
        const qsizetype wanted = keys.size();
        m_store.find(std::move(keys), rows, this, [this, rows, wanted](const RowBits &found) { markFound(rows, found, wanted); });
        return;
    }
    m_model.marks().setMarked(keys, true);
    end(std::count_if(keys.cbegin(), keys.cend(), [this](const ResourceKey &key) { return !m_model.marks().isMarked(key); }));
}

/// Rows may have gone meanwhile, and their places may have been given to others.
void MarkKeeper::markFound(const RowSnapshot &rows, const RowBits &found, qsizetype wanted)
{
    const RowSnapshot &now = m_model.store().rows();
    std::vector<Slot> marked;
    found.forEach([&](Slot slot) {
        if (now.isAlive(slot) && (&now.chunkOf(slot) == &rows.chunkOf(slot) || now.keyAt(slot) == rows.keyAt(slot)))
            marked.push_back(slot);
    });
    m_model.marks().setMarked(marked, true);
    end(wanted - static_cast<qsizetype>(marked.size()));
}

void MarkKeeper::end(qsizetype lost)
{
    m_isRestored = true;
    onMarksChanged();
    if (lost > 0)
        Q_EMIT dropped(lost);
}

void MarkKeeper::onMarksChanged()
{
    if (m_isRestored && !m_delay)
        m_delay = m_clock.callAfter(writeDelay, [this] { flush(); });
}

void MarkKeeper::flush()
{
    if (!m_delay)
        return;
    m_delay.reset();
    m_store.keep(m_accountId, m_model.kind().id, m_model.store().snapshot(), m_model.marks().bits());
}

} // namespace Clearsky
