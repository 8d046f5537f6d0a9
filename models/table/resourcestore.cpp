// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/table/resourcestore.h"

#include "models/table/readahead.h"

#include <algorithm>
#include <atomic>

namespace Clearsky {

namespace {

constexpr size_t maxRewrites = RowChunk::capacity;

quint64 mixed(quint64 value)
{
    value ^= value >> 32;
    value *= 0x9E3779B97F4A7C15;
    return value ^ value >> 29;
}

} // namespace

size_t ResourceStore::hashOf(const EncodedKey &key)
{
    quint64 hash = 0;
    if (key.uuid) {
        quint64 halves[2];
        memcpy(halves, key.uuid->data(), sizeof halves);
        hash = mixed(halves[0] ^ mixed(halves[1]));
    } else {
        hash = mixed(std::hash<std::string_view>()(key.id));
    }
    return static_cast<size_t>(key.scope.empty() ? hash : mixed(hash ^ std::hash<std::string_view>()(key.scope)));
}

ResourceStore::EncodedKey ResourceStore::keyOf(const EncodedRow &row)
{
    return {.id = row.id, .scope = row.fields[EncodedRow::Scope], .uuid = readUuid(row.id)};
}

size_t ResourceStore::hashAt(Slot slot) const
{
    const RowChunk &chunk = m_rows.chunkOf(slot);
    const size_t row = RowSnapshot::rowIn(slot);
    const std::string_view scope = chunk.field(EncodedRow::Scope).at(row);
    if (chunk.ids().areUuids())
        return hashOf({.scope = scope, .uuid = chunk.ids().uuids()[row]});
    const std::string_view id = chunk.ids().text().at(row);
    return hashOf({.id = id, .scope = scope, .uuid = readUuid(id)});
}

Slot ResourceStore::find(const EncodedKey &key, const Rewrites &rewrites) const
{
    return m_index.find(hashOf(key), [&](Slot slot) {
        if (const auto it = rewrites.bySlot.find(slot); it != rewrites.bySlot.end()) {
            const EncodedRow &row = rewrites.rows[it->second].second;
            return row.id == key.id && row.fields[EncodedRow::Scope] == key.scope;
        }
        return isAt(slot, key);
    });
}

Slot ResourceStore::find(const ResourceKey &key) const
{
    return find(QList<ResourceKey>{key}).front();
}

std::vector<Slot> ResourceStore::find(const QList<ResourceKey> &keys) const
{
    constexpr qsizetype together = 256;
    std::vector<Wanted> wanted(static_cast<size_t>(std::min(keys.size(), together)));
    std::vector<Slot> slots;
    slots.reserve(static_cast<size_t>(keys.size()));
    for (qsizetype begin = 0; begin < keys.size(); begin += together) {
        const qsizetype count = std::min(together, keys.size() - begin);
        const std::span<Wanted> part = std::span(wanted).first(static_cast<size_t>(count));
        for (qsizetype i = 0; i < count; ++i)
            seek(keys.at(begin + i), part[static_cast<size_t>(i)]);
        find(part);
        for (const Wanted &each : part)
            slots.push_back(each.slot);
    }
    return slots;
}

void ResourceStore::seek(const ResourceKey &key, Wanted &wanted) const
{
    toUtf8(key.id, wanted.id);
    toUtf8(key.scope, wanted.scope);
    wanted.key = {.id = wanted.id, .scope = wanted.scope, .uuid = readUuid(wanted.id)};
    wanted.at = m_index.probe(hashOf(wanted.key));
    readAhead(wanted.at.place());
}

/// To look one up is to wait for memory twice, for the index and for the id. All ask for it before the first one needs
/// it, so that they wait together.
void ResourceStore::find(std::span<Wanted> wanted) const
{
    std::vector<Wanted *> open;
    for (Wanted &each : wanted)
        open.push_back(&each);
    while (!open.empty()) {
        for (Wanted *each : open) {
            each->slot = each->at.slot();
            if (each->slot != noSlot)
                readAhead(m_rows.chunkOf(each->slot).ids().placeOf(RowSnapshot::rowIn(each->slot)));
        }
        std::erase_if(open, [this](Wanted *each) {
            each->at.next();
            return each->slot == noSlot || isAt(each->slot, each->key);
        });
    }
}

bool ResourceStore::isAt(Slot slot, const EncodedKey &key) const
{
    if (!m_rows.isAlive(slot)) // the index keeps it
        return false;
    const RowChunk &chunk = m_rows.chunkOf(slot);
    const size_t row = RowSnapshot::rowIn(slot);
    return chunk.ids().isAt(row, key.id, key.uuid) && chunk.field(EncodedRow::Scope).at(row) == key.scope;
}

Slot ResourceStore::findSame(const Resource &resource)
{
    m_encoded.encode(m_rows.kind(), resource);
    const EncodedKey key = keyOf(m_encoded);
    const Slot slot = find(key, Rewrites());
    const bool isSame = slot != noSlot && m_rows.chunkOf(slot).isAt(RowSnapshot::rowIn(slot), m_encoded);
    return isSame ? slot : noSlot;
}

ResourceStore::Upserted ResourceStore::upsert(const QList<Resource> &resources)
{
    Upserted done;
    done.all.reserve(static_cast<size_t>(resources.size()));
    Rewrites rewrites;
    for (const Resource &resource : resources) {
        put(resource, rewrites, done);
        if (rewrites.rows.size() >= maxRewrites)
            carryOut(rewrites);
    }
    carryOut(rewrites);
    if (!done.added.empty() || !done.changed.empty())
        ++m_rows.m_version;
    return done;
}

void ResourceStore::put(const Resource &resource, Rewrites &rewrites, Upserted &done)
{
    m_encoded.encode(m_rows.kind(), resource);
    const EncodedKey key = keyOf(m_encoded);
    Slot slot = find(key, rewrites);
    if (slot != noSlot) {
        change(slot, rewrites, done);
        return;
    }
    if (m_free.empty()) {
        slot = append();
    } else {
        slot = m_free.back();
        m_free.pop_back();
        rewrites.bySlot.emplace(slot, rewrites.rows.size());
        rewrites.rows.emplace_back(slot, m_encoded);
    }
    m_rows.m_alive.set(slot);
    m_index.insert(hashOf(key), slot, [this, &rewrites](Slot other) -> std::optional<size_t> {
        if (!m_rows.isAlive(other))
            return {};
        const auto rewrite = rewrites.bySlot.find(other);
        return rewrite == rewrites.bySlot.end() ? hashAt(other) : hashOf(keyOf(rewrites.rows[rewrite->second].second));
    });
    ++m_size;
    done.all.push_back(slot);
    done.added.push_back(slot);
}

void ResourceStore::change(Slot slot, Rewrites &rewrites, Upserted &done)
{
    done.all.push_back(slot);
    if (const auto it = rewrites.bySlot.find(slot); it != rewrites.bySlot.end()) {
        rewrites.rows[it->second].second = m_encoded;
        return;
    }
    if (m_rows.chunkOf(slot).isAt(RowSnapshot::rowIn(slot), m_encoded))
        return;
    rewrites.bySlot.emplace(slot, rewrites.rows.size());
    rewrites.rows.emplace_back(slot, m_encoded);
    done.changed.push_back(slot);
}

Slot ResourceStore::append()
{
    if (m_rows.m_slotCount % RowChunk::capacity == 0) {
        const RowChunk *model = m_rows.m_chunks.empty() ? nullptr : m_rows.m_chunks.back().get();
        m_rows.m_chunks.push_back(std::make_shared<RowChunk>(m_rows.kind(), model));
        m_rows.m_alive.resize(m_rows.m_slotCount + RowChunk::capacity);
    }
    writable(m_rows.m_chunks.size() - 1).append(m_encoded);
    return static_cast<Slot>(m_rows.m_slotCount++);
}

void ResourceStore::carryOut(Rewrites &rewrites)
{
    auto &rows = rewrites.rows;
    std::sort(rows.begin(), rows.end(), [](const auto &left, const auto &right) { return left.first < right.first; });
    std::vector<RowChunk::Change> changes;
    for (size_t i = 0; i < rows.size(); ++i) {
        const size_t chunk = rows[i].first / RowChunk::capacity;
        changes.push_back({.row = RowSnapshot::rowIn(rows[i].first), .value = std::move(rows[i].second)});
        if (i + 1 == rows.size() || rows[i + 1].first / RowChunk::capacity != chunk) {
            writable(chunk).replace(changes);
            changes.clear();
        }
    }
    rewrites = {};
}

RowChunk &ResourceStore::writable(size_t number)
{
    std::shared_ptr<RowChunk> &chunk = m_rows.m_chunks[number];
    if (chunk.use_count() > 1)
        chunk = std::make_shared<RowChunk>(*chunk);
    else
        std::atomic_thread_fence(std::memory_order_acquire); // after the last reader let go of it
    return *chunk;
}

void ResourceStore::remove(std::span<const Slot> gone)
{
    for (const Slot slot : gone) {
        if (!m_rows.isAlive(slot))
            continue;
        m_rows.m_alive.set(slot, false);
        m_removed.push_back(slot);
        --m_size;
    }
}

void ResourceStore::release()
{
    m_free.insert(m_free.end(), m_removed.begin(), m_removed.end());
    m_removed.clear();
}

size_t ResourceStore::columnBytes() const
{
    size_t sum = 0;
    for (const auto &chunk : m_rows.m_chunks)
        sum += chunk->bytes();
    return sum;
}

size_t ResourceStore::foldedBytes() const
{
    size_t sum = 0;
    for (const auto &chunk : m_rows.m_chunks)
        sum += chunk->foldedCopyBytes();
    return sum;
}

} // namespace Clearsky
