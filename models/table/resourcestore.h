// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/table/rowchunk.h"
#include "models/table/rowbits.h"
#include "models/table/slotindex.h"

#include <memory>
#include <unordered_map>

namespace Clearsky {

/// The rows of a store at one moment: cheap to copy, never changes, may be read by any thread. The kind outlives it.
class RowSnapshot
{
public:
    explicit RowSnapshot(const ResourceKind &kind) : m_kind(&kind) {}

    [[nodiscard]] const ResourceKind &kind() const { return *m_kind; }
    [[nodiscard]] size_t slotCount() const { return m_slotCount; } ///< above every slot
    [[nodiscard]] const RowBits &alive() const { return m_alive; }
    [[nodiscard]] bool isAlive(Slot slot) const { return m_alive.test(slot); }
    /// Grows when rows come or change; not when they go.
    [[nodiscard]] quint64 version() const { return m_version; }

    [[nodiscard]] size_t chunkCount() const { return m_chunks.size(); }
    [[nodiscard]] const RowChunk &chunk(size_t number) const { return *m_chunks[number]; }
    [[nodiscard]] const RowChunk &chunkOf(Slot slot) const { return *m_chunks[slot / RowChunk::capacity]; }
    [[nodiscard]] static size_t rowIn(Slot slot) { return slot % RowChunk::capacity; }

    [[nodiscard]] Resource at(Slot slot) const { return chunkOf(slot).at(rowIn(slot)); }
    [[nodiscard]] ResourceKey keyAt(Slot slot) const { return chunkOf(slot).keyAt(rowIn(slot)); }
    [[nodiscard]] QVariant cell(Slot slot, qsizetype column) const { return chunkOf(slot).cell(rowIn(slot), column); }
    [[nodiscard]] QString field(Slot slot, EncodedRow::Field field) const
    {
        return fromUtf8(chunkOf(slot).field(field).at(rowIn(slot)));
    }

private:
    friend class ResourceStore;

    const ResourceKind *m_kind;
    std::vector<std::shared_ptr<RowChunk>> m_chunks{};
    RowBits m_alive{};
    size_t m_slotCount = 0;
    quint64 m_version = 0;
};

/// The rows of one list, column by column in chunks. A row keeps its slot until it is removed and the slot is released, so
/// that an order of slots stays meaningful while the list changes around it.
class ResourceStore
{
public:
    explicit ResourceStore(const ResourceKind &kind) : m_rows(kind) {}

    /// What upsert() did with each of its rows, in their order: a slot stands in `added`, in `changed` or in neither.
    struct Upserted
    {
        std::vector<Slot> all{};
        std::vector<Slot> added{};
        std::vector<Slot> changed{};
    };
    /// Adds the rows, or changes those that are there. Of rows with the same key the last one counts.
    Upserted upsert(const QList<Resource> &resources);
    /// The rows are no longer found; their data stays readable until release().
    void remove(std::span<const Slot> gone);
    /// Gives the slots of removed rows to rows to come. Nobody may look at them any more, snapshots apart.
    void release();

    [[nodiscard]] const RowSnapshot &rows() const { return m_rows; }
    [[nodiscard]] RowSnapshot snapshot() const { return m_rows; }
    [[nodiscard]] size_t size() const { return m_size; }
    [[nodiscard]] Slot find(const ResourceKey &key) const; ///< noSlot: not there
    [[nodiscard]] std::vector<Slot> find(const QList<ResourceKey> &keys) const; ///< for each, in their order
    /// The slot of a row that is there and equal in all it says; noSlot: it is new or different.
    [[nodiscard]] Slot findSame(const Resource &resource);

    [[nodiscard]] size_t columnBytes() const;
    [[nodiscard]] size_t foldedBytes() const;
    [[nodiscard]] size_t indexBytes() const { return m_index.bytes() + m_rows.m_alive.bytes(); }

private:
    struct EncodedKey
    {
        std::string_view id{};
        std::string_view scope{};
        std::optional<UuidBytes> uuid{};
    };
    [[nodiscard]] static size_t hashOf(const EncodedKey &key);
    [[nodiscard]] static EncodedKey keyOf(const EncodedRow &row);
    [[nodiscard]] size_t hashAt(Slot slot) const;
    /// Rows to be written over others. They are collected, because a chunk is rewritten as a whole.
    struct Rewrites
    {
        std::vector<std::pair<Slot, EncodedRow>> rows{};
        std::unordered_map<Slot, size_t> bySlot{};
    };
    [[nodiscard]] Slot find(const EncodedKey &key, const Rewrites &rewrites) const;
    /// One of many keys that are looked up.
    struct Wanted
    {
        std::string id{};
        std::string scope{};
        EncodedKey key{};
        SlotIndex::Probe at{};
        Slot slot = noSlot;
    };
    void seek(const ResourceKey &key, Wanted &wanted) const;
    void find(std::span<Wanted> wanted) const;
    [[nodiscard]] bool isAt(Slot slot, const EncodedKey &key) const;
    void put(const Resource &resource, Rewrites &rewrites, Upserted &done);
    void change(Slot slot, Rewrites &rewrites, Upserted &done);
    [[nodiscard]] Slot append();
    void carryOut(Rewrites &rewrites);
    [[nodiscard]] RowChunk &writable(size_t number);

    RowSnapshot m_rows;
    SlotIndex m_index{};
    size_t m_size = 0;
    std::vector<Slot> m_removed{};
    std::vector<Slot> m_free{};
    EncodedRow m_encoded{};   ///< keeps its room from row to row
};

} // namespace Clearsky
