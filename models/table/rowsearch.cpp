// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/table/rowsearch.h"

#include <cstring>

namespace Clearsky {

namespace {

const char *findBytes(const char *from, const char *end, std::string_view needle)
{
#if defined(Q_OS_LINUX) || defined(Q_OS_MACOS)
    return static_cast<const char *>(memmem(from, static_cast<size_t>(end - from), needle.data(), needle.size()));
#else
    const size_t at = std::string_view(from, static_cast<size_t>(end - from)).find(needle);
    return at == std::string_view::npos ? nullptr : from + at;
#endif
}

} // namespace

RowSearch::RowSearch(const RowChunk &chunk, std::span<const quint64> asked)
    : m_chunk(chunk)
    , m_asked(asked)
{
    for (size_t i = 0; i < asked.size() && areFew(); ++i) {
        for (quint64 word = asked[i]; word != 0 && areFew(); word &= word - 1)
            m_few[m_fewCount++] = static_cast<quint16>(i * 64 + static_cast<size_t>(std::countr_zero(word)));
    }
}

void RowSearch::findInText(const TextColumn &column, std::string_view needle)
{
    if (column.isCoded() || !column.isFolding()) {
        lookAtTexts(column, [needle](std::string_view text) { return containsBytes(foldedUtf8(text), needle); });
        return;
    }
    if (areFew()) {
        forEachOpen([&](size_t row) {
            if (containsBytes(column.foldedAt(row), needle))
                hit(row);
        });
        return;
    }
    const std::string_view bytes = column.foldedBytes();
    const std::span<const quint32> ends = column.foldedEnds();
    const char *end = bytes.data() + bytes.size();
    size_t row = 0;
    for (const char *at = findBytes(bytes.data(), end, needle); at; at = findBytes(at, end, needle)) {
        const auto position = static_cast<quint32>(at - bytes.data());
        while (ends[row] < position)
            ++row;
        hit(row);
        at = bytes.data() + ends[row] + 1;
    }
}

void RowSearch::findInIds(std::string_view needle)
{
    const IdColumn &ids = m_chunk.ids();
    if (!ids.areUuids()) {
        findInText(ids.text(), needle);
        return;
    }
    if (needle.find_first_not_of("0123456789abcdef-") != std::string_view::npos)
        return;
    if (areFew()) {
        forEachOpen([&](size_t row) {
            char text[uuidTextLength];
            writeUuid(ids.uuids()[row], text);
            if (containsBytes({text, uuidTextLength}, needle))
                hit(row);
        });
        return;
    }
    constexpr size_t stride = uuidTextLength + 1;
    std::string texts(ids.size() * stride, TextColumn::separator);
    for (size_t row = 0; row < ids.size(); ++row)
        writeUuid(ids.uuids()[row], texts.data() + row * stride);
    const char *end = texts.data() + texts.size();
    for (const char *at = findBytes(texts.data(), end, needle); at; at = findBytes(at, end, needle)) {
        const size_t row = static_cast<size_t>(at - texts.data()) / stride;
        hit(row);
        at = texts.data() + (row + 1) * stride;
    }
}

} // namespace Clearsky
