// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/table/idcolumn.h"

#include <algorithm>
#include <array>

namespace Clearsky {

namespace {

/// Of a lower-case digit; -1: it is none.
constexpr auto hexValues = [] {
    std::array<qint8, 256> values{};
    values.fill(-1);
    for (int i = 0; i < 16; ++i)
        values[static_cast<quint8>("0123456789abcdef"[i])] = static_cast<qint8>(i);
    return values;
}();

} // namespace

std::optional<UuidBytes> readUuid(std::string_view text)
{
    static constexpr std::array<quint8, sizeof(UuidBytes)> places{0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34};
    if (text.size() != uuidTextLength || text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-')
        return {};
    UuidBytes uuid;
    int all = 0;
    for (size_t i = 0; i < places.size(); ++i) {
        const int high = hexValues[static_cast<quint8>(text[places[i]])];
        const int low = hexValues[static_cast<quint8>(text[places[i] + 1])];
        all |= high | low;
        uuid[i] = static_cast<quint8>(high * 16 + low);
    }
    return all < 0 ? std::nullopt : std::optional(uuid);
}

void writeUuid(const UuidBytes &uuid, char *out)
{
    constexpr char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < uuid.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            *out++ = '-';
        *out++ = digits[uuid[i] >> 4];
        *out++ = digits[uuid[i] & 15];
    }
}

void IdColumn::append(std::string_view id)
{
    if (!m_isText) {
        if (const auto uuid = readUuid(id)) {
            m_uuids.push_back(*uuid);
            return;
        }
        becomeText();
    }
    m_text.append(id);
}

void IdColumn::replace(std::span<const TextColumn::Change> changes)
{
    const bool stayUuids = !m_isText && std::all_of(changes.begin(), changes.end(), [](const TextColumn::Change &change) {
        return readUuid(change.text).has_value();
    });
    if (stayUuids) {
        for (const TextColumn::Change &change : changes)
            m_uuids[change.row] = *readUuid(change.text);
        return;
    }
    becomeText();
    m_text.replace(changes);
}

void IdColumn::becomeText()
{
    if (m_isText)
        return;
    TextColumn text(true);
    text.expectDistinct();
    for (size_t row = 0; row < m_uuids.size(); ++row)
        text.append(at(row));
    m_text = std::move(text);
    m_uuids = {};
    m_isText = true;
}

void IdColumn::squeeze()
{
    m_uuids.shrink_to_fit();
    m_text.squeeze();
}

std::string IdColumn::at(size_t row) const
{
    if (m_isText)
        return std::string(m_text.at(row));
    std::string id(uuidTextLength, '\0');
    writeUuid(m_uuids[row], id.data());
    return id;
}

bool IdColumn::isAt(size_t row, std::string_view id, const std::optional<UuidBytes> &uuid) const
{
    return m_isText ? m_text.at(row) == id : uuid && m_uuids[row] == *uuid;
}

} // namespace Clearsky
