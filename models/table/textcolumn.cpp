// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/table/textcolumn.h"

#include <algorithm>

namespace Clearsky {

namespace {

constexpr size_t maxWords = 255;

/// Whether it certainly folds to itself.
bool isFolded(std::string_view text)
{
    return std::none_of(text.begin(), text.end(),
                        [](char c) { return static_cast<unsigned char>(c) >= 0x80 || (c >= 'A' && c <= 'Z'); });
}

} // namespace

void toUtf8(QStringView text, std::string &out)
{
    out.resize(static_cast<size_t>(text.size()));
    char16_t all = 0;
    char *to = out.data();
    for (const QChar *from = text.begin(), *end = text.end(); from != end; ++from, ++to) {
        all |= from->unicode();
        *to = static_cast<char>(from->unicode());
    }
    if (all < 0x80)
        return;
    const QByteArray encoded = text.toUtf8();
    out.assign(encoded.constData(), static_cast<size_t>(encoded.size()));
}

QString fromUtf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

std::string foldedUtf8(std::string_view text)
{
    std::string folded(text);
    bool isAscii = true;
    for (char &c : folded) {
        isAscii = isAscii && static_cast<unsigned char>(c) < 0x80;
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    }
    return isAscii ? folded : fromUtf8(text).toCaseFolded().toUtf8().toStdString();
}

void TextColumn::Arena::append(std::string_view text)
{
    bytes.insert(bytes.end(), text.begin(), text.end());
    ends.push_back(static_cast<quint32>(bytes.size()));
    bytes.push_back(separator);
}

void TextColumn::append(std::string_view text)
{
    if (!m_isArena) {
        if (const auto code = codeOf(text)) {
            if (*code != 0 && m_codes.empty())
                m_codes.assign(m_size, 0);
            if (m_words.size() > 1)
                m_codes.push_back(*code);
            ++m_size;
            return;
        }
        becomeArena();
    }
    appendToArena(text);
    ++m_size;
}

/// The word's place in the list, where it is put if there is room.
std::optional<quint8> TextColumn::codeOf(std::string_view text)
{
    for (size_t i = 0; i < m_words.size(); ++i) {
        if (m_words[i] == text)
            return static_cast<quint8>(i);
    }
    // Words that are hardly ever repeated are no words, and looking for them takes time.
    const bool mostlyDistinct = m_words.size() >= 32 && m_words.size() * 2 > m_size;
    if (m_words.size() >= maxWords || mostlyDistinct)
        return {};
    m_words.emplace_back(text);
    return static_cast<quint8>(m_words.size() - 1);
}

void TextColumn::expectDistinct()
{
    if (m_size == 0)
        becomeArena();
}

void TextColumn::becomeArena()
{
    for (size_t row = 0; row < m_size; ++row)
        appendToArena(at(row));
    m_isArena = true;
    m_words = {};
    m_codes = {};
}

void TextColumn::appendToArena(std::string_view text)
{
    if (m_folding && (m_foldingDiffers || !isFolded(text))) {
        const std::string folded = foldedUtf8(text);
        if (!m_foldingDiffers && folded != text) {
            m_folded = m_arena;
            m_foldingDiffers = true;
        }
        if (m_foldingDiffers)
            m_folded.append(folded);
    }
    m_arena.append(text);
}

void TextColumn::replace(std::span<const Change> changes)
{
    if (m_isArena) {
        replaceInArena(changes);
        return;
    }
    for (const Change &change : changes) {
        const auto code = codeOf(change.text);
        if (!code) {
            becomeArena();
            replaceInArena(changes);
            return;
        }
        if (*code != 0 && m_codes.empty())
            m_codes.assign(m_size, 0);
        if (!m_codes.empty())
            m_codes[change.row] = *code;
    }
}

void TextColumn::replaceInArena(std::span<const Change> changes)
{
    const Arena old = std::exchange(m_arena, {});
    m_folded = {};
    m_foldingDiffers = false;
    m_arena.bytes.reserve(old.bytes.size());
    m_arena.ends.reserve(old.ends.size());
    auto next = changes.begin();
    for (size_t row = 0; row < old.ends.size(); ++row) {
        const bool isChanged = next != changes.end() && next->row == row;
        appendToArena(isChanged ? std::string_view(next->text) : old.at(row));
        next += isChanged ? 1 : 0;
    }
}

void TextColumn::squeeze()
{
    m_codes.shrink_to_fit();
    m_words.shrink_to_fit();
    for (Arena *arena : {&m_arena, &m_folded}) {
        arena->bytes.shrink_to_fit();
        arena->ends.shrink_to_fit();
    }
}

std::string_view TextColumn::at(size_t row) const
{
    if (m_isArena)
        return m_arena.at(row);
    return m_words[codeAt(row)];
}

std::string_view TextColumn::foldedBytes() const
{
    const Arena &arena = m_foldingDiffers ? m_folded : m_arena;
    return {arena.bytes.data(), arena.bytes.size()};
}

std::span<const quint32> TextColumn::foldedEnds() const
{
    return m_foldingDiffers ? m_folded.ends : m_arena.ends;
}

size_t TextColumn::bytes() const
{
    size_t sum = m_codes.capacity() + m_words.capacity() * sizeof(std::string) + m_arena.bytes.capacity()
               + m_arena.ends.capacity() * sizeof(quint32);
    for (const std::string &word : m_words)
        sum += word.capacity() > 15 ? word.capacity() : 0;
    return sum;
}

size_t TextColumn::foldedCopyBytes() const
{
    return m_folded.bytes.capacity() + m_folded.ends.capacity() * sizeof(quint32);
}

} // namespace Clearsky
