// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/table/textcolumn.h"

#include <array>

namespace Clearsky {

/// The 16 bytes of a UUID, in the order of its text.
using UuidBytes = std::array<quint8, 16>;

constexpr size_t uuidTextLength = 36;
/// Only of the form that the bytes give back: lower case, with dashes.
[[nodiscard]] std::optional<UuidBytes> readUuid(std::string_view text);
void writeUuid(const UuidBytes &uuid, char *out); ///< uuidTextLength characters

/// The ids of many rows: 16 bytes each while all are UUIDs, their text otherwise.
class IdColumn
{
public:
    void append(std::string_view id);
    void replace(std::span<const TextColumn::Change> changes);
    void squeeze();

    [[nodiscard]] size_t size() const { return m_isText ? m_text.size() : m_uuids.size(); }
    [[nodiscard]] std::string at(size_t row) const;
    /// `uuid`: of `id`, if it is one.
    [[nodiscard]] bool isAt(size_t row, std::string_view id, const std::optional<UuidBytes> &uuid) const;
    /// What isAt() looks at first, for readAhead(); null: who knows.
    [[nodiscard]] const void *placeOf(size_t row) const { return m_isText ? nullptr : m_uuids.data() + row; }
    [[nodiscard]] bool areUuids() const { return !m_isText; }
    [[nodiscard]] std::span<const UuidBytes> uuids() const { return m_uuids; }
    [[nodiscard]] const TextColumn &text() const { return m_text; }

    [[nodiscard]] size_t bytes() const { return m_uuids.capacity() * sizeof(UuidBytes) + m_text.bytes(); }

private:
    void becomeText();

    std::vector<UuidBytes> m_uuids{};
    TextColumn m_text{true};
    bool m_isText = false;
};

} // namespace Clearsky
