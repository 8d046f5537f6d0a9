// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/table/rowchunk.h"

#include <algorithm>

namespace Clearsky {

namespace {

qint64 toNumber(const QDateTime &time)
{
    return time.isValid() ? time.toMSecsSinceEpoch() : noNumber;
}

QDateTime toTime(qint64 number)
{
    return number == noNumber ? QDateTime() : QDateTime::fromMSecsSinceEpoch(number, Qt::UTC);
}

bool isTime(Column::Type type)
{
    return type == Column::Type::Age || type == Column::Type::Time;
}

} // namespace

bool isNumeric(Column::Type type)
{
    return type == Column::Type::Number || type == Column::Type::Size || isTime(type);
}

void EncodedRow::encode(const ResourceKind &kind, const Resource &resource)
{
    static const QVariant none;
    toUtf8(resource.id, id);
    toUtf8(resource.scope, fields[Scope]);
    toUtf8(resource.name, fields[Name]);
    toUtf8(resource.state, fields[State]);
    toUtf8(resource.createdText, fields[CreatedText]);
    toUtf8(resource.obstacle, fields[Obstacle]);
    toUtf8(resource.caution, fields[Caution]);
    toUtf8(resource.deleteFailure, fields[DeleteFailure]);
    fields[Raw].assign(resource.raw.constData(), static_cast<size_t>(resource.raw.size()));
    created = toNumber(resource.created);
    cells.resize(static_cast<size_t>(kind.columns.size()));
    for (size_t i = 0; i < cells.size(); ++i) {
        const Column::Type type = kind.columns.at(static_cast<qsizetype>(i)).type;
        const auto position = static_cast<qsizetype>(i);
        const QVariant &value = position < resource.cells.size() ? resource.cells.at(position) : none;
        const bool isMissing = !value.isValid() || value.isNull();
        if (isTime(type))
            cells[i].number = toNumber(value.toDateTime());
        else if (isNumeric(type))
            cells[i].number = isMissing ? noNumber : value.toLongLong();
        else if (type == Column::Type::Flag)
            cells[i].text.assign(isMissing ? "" : value.toBool() ? "1" : "0");
        else
            toUtf8(value.toString(), cells[i].text);
    }
}

RowChunk::RowChunk(const ResourceKind &kind, const RowChunk *model)
    : m_kind(&kind)
    , m_cells(static_cast<size_t>(kind.columns.size()))
{
    const auto beLike = [](TextColumn &column, const TextColumn *other) {
        if (other && !other->isCoded())
            column.expectDistinct();
    };
    m_fields[EncodedRow::Name] = TextColumn(true);
    m_fields[EncodedRow::Scope] = TextColumn(true);
    m_fields[EncodedRow::State] = TextColumn(true);
    m_fields[EncodedRow::CreatedText] = TextColumn(true);
    for (size_t i = 0; i < m_fields.size(); ++i)
        beLike(m_fields[i], model ? &model->m_fields[i] : nullptr);
    for (size_t i = 0; i < m_cells.size(); ++i) {
        m_cells[i].type = kind.columns.at(static_cast<qsizetype>(i)).type;
        m_cells[i].text = TextColumn(kind.columns.at(static_cast<qsizetype>(i)).place == Column::Place::Table);
        beLike(m_cells[i].text, model ? &model->m_cells[i].text : nullptr);
    }
}

bool RowChunk::repeats(Alias alias, const EncodedRow &row, size_t column)
{
    const EncodedRow::Cell &cell = row.cells[column];
    switch (alias) {
    case Alias::Id: return cell.text == row.id;
    case Alias::Scope: return cell.text == row.fields[EncodedRow::Scope];
    case Alias::Name: return cell.text == row.fields[EncodedRow::Name];
    case Alias::State: return cell.text == row.fields[EncodedRow::State];
    case Alias::Created: return cell.number == row.created;
    default: return false;
    }
}

RowChunk::Alias RowChunk::aliasFor(Column::Type type, const EncodedRow &row, size_t column)
{
    if (isTime(type))
        return repeats(Alias::Created, row, column) ? Alias::Created : Alias::None;
    if (isNumeric(type) || type == Column::Type::Flag)
        return Alias::None;
    for (const Alias alias : {Alias::Name, Alias::State, Alias::Id, Alias::Scope}) {
        if (repeats(alias, row, column))
            return alias;
    }
    return Alias::None;
}

void RowChunk::append(const EncodedRow &row)
{
    for (size_t i = 0; i < m_cells.size(); ++i)
        appendCell(i, row);
    m_ids.append(row.id);
    for (size_t i = 0; i < m_fields.size(); ++i)
        m_fields[i].append(row.fields[i]);
    m_created.push_back(row.created);
    if (size() == capacity)
        squeeze();
}

void RowChunk::appendCell(size_t column, const EncodedRow &row)
{
    CellColumn &cells = m_cells[column];
    if (cells.alias == Alias::Undecided)
        cells.alias = aliasFor(cells.type, row, column);
    if (repeats(cells.alias, row, column))
        return;
    if (cells.alias != Alias::None)
        dissolveAlias(cells, size());
    if (isNumeric(cells.type))
        cells.numbers.push_back(row.cells[column].number);
    else
        cells.text.append(row.cells[column].text);
}

/// Gives the column values of its own for the first `rows` rows.
void RowChunk::dissolveAlias(CellColumn &cells, size_t rows) const
{
    for (size_t row = 0; row < rows; ++row) {
        switch (cells.alias) {
        case Alias::Id: cells.text.append(m_ids.at(row)); break;
        case Alias::Scope: cells.text.append(m_fields[EncodedRow::Scope].at(row)); break;
        case Alias::Name: cells.text.append(m_fields[EncodedRow::Name].at(row)); break;
        case Alias::State: cells.text.append(m_fields[EncodedRow::State].at(row)); break;
        case Alias::Created: cells.numbers.push_back(m_created[row]); break;
        default: break;
        }
    }
    cells.alias = Alias::None;
}

void RowChunk::replace(std::span<const Change> changes)
{
    for (size_t i = 0; i < m_cells.size(); ++i)
        replaceCells(i, changes);
    std::vector<TextColumn::Change> texts(changes.size());
    const auto collect = [&](auto textOf) {
        for (size_t i = 0; i < changes.size(); ++i)
            texts[i] = {.row = changes[i].row, .text = textOf(changes[i].value)};
    };
    for (size_t field = 0; field < m_fields.size(); ++field) {
        const bool isSame = std::all_of(changes.begin(), changes.end(), [&](const Change &change) {
            return m_fields[field].at(change.row) == change.value.fields[field];
        });
        if (isSame)
            continue;
        collect([field](const EncodedRow &value) { return value.fields[field]; });
        m_fields[field].replace(texts);
    }
    collect([](const EncodedRow &value) { return value.id; });
    m_ids.replace(texts);
    for (const Change &change : changes)
        m_created[change.row] = change.value.created;
}

void RowChunk::replaceCells(size_t column, std::span<const Change> changes)
{
    CellColumn &cells = m_cells[column];
    const bool stayAlike = std::all_of(changes.begin(), changes.end(), [&](const Change &change) {
        return repeats(cells.alias, change.value, column);
    });
    if (stayAlike)
        return;
    if (cells.alias != Alias::None)
        dissolveAlias(cells, size());
    if (isNumeric(cells.type)) {
        for (const Change &change : changes)
            cells.numbers[change.row] = change.value.cells[column].number;
        return;
    }
    std::vector<TextColumn::Change> texts;
    for (const Change &change : changes) {
        if (cells.text.at(change.row) != change.value.cells[column].text)
            texts.push_back({.row = change.row, .text = change.value.cells[column].text});
    }
    if (!texts.empty())
        cells.text.replace(texts);
}

void RowChunk::squeeze()
{
    m_ids.squeeze();
    m_created.shrink_to_fit();
    for (TextColumn &field : m_fields)
        field.squeeze();
    for (CellColumn &cells : m_cells) {
        cells.text.squeeze();
        cells.numbers.shrink_to_fit();
    }
}

RowChunk::ColumnView RowChunk::column(qsizetype column) const
{
    const CellColumn &cells = m_cells[static_cast<size_t>(column)];
    switch (cells.alias) {
    case Alias::Id: return {.ids = &m_ids};
    case Alias::Scope: return {.text = &m_fields[EncodedRow::Scope]};
    case Alias::Name: return {.text = &m_fields[EncodedRow::Name]};
    case Alias::State: return {.text = &m_fields[EncodedRow::State]};
    case Alias::Created: return {.numbers = &m_created};
    default: break;
    }
    return isNumeric(cells.type) ? ColumnView{.numbers = &cells.numbers} : ColumnView{.text = &cells.text};
}

bool RowChunk::isAt(size_t row, const EncodedRow &value) const
{
    if (m_created[row] != value.created || m_ids.at(row) != value.id)
        return false;
    for (size_t i = 0; i < m_fields.size(); ++i) {
        if (m_fields[i].at(row) != value.fields[i])
            return false;
    }
    for (size_t i = 0; i < m_cells.size(); ++i) {
        const ColumnView view = column(static_cast<qsizetype>(i));
        const EncodedRow::Cell &cell = value.cells[i];
        const bool isSame = view.numbers ? (*view.numbers)[row] == cell.number
                          : view.ids     ? cell.text == value.id
                                         : view.text->at(row) == cell.text;
        if (!isSame)
            return false;
    }
    return true;
}

QVariant RowChunk::cell(size_t row, qsizetype column) const
{
    const Column::Type type = m_kind->columns.at(column).type;
    const ColumnView view = this->column(column);
    if (view.numbers) {
        const qint64 number = (*view.numbers)[row];
        if (isTime(type))
            return toTime(number);
        return number == noNumber ? QVariant() : QVariant(number);
    }
    const std::string id = view.ids ? view.ids->at(row) : std::string();
    const std::string_view text = view.ids ? std::string_view(id) : view.text->at(row);
    if (type == Column::Type::Flag)
        return text.empty() ? QVariant() : QVariant(text == "1");
    return fromUtf8(text);
}

Resource RowChunk::at(size_t row) const
{
    const auto text = [this, row](EncodedRow::Field field) { return fromUtf8(m_fields[field].at(row)); };
    const std::string_view raw = m_fields[EncodedRow::Raw].at(row);
    Resource resource{.id = fromUtf8(m_ids.at(row)),
                      .scope = text(EncodedRow::Scope),
                      .name = text(EncodedRow::Name),
                      .state = text(EncodedRow::State),
                      .created = toTime(m_created[row]),
                      .createdText = text(EncodedRow::CreatedText),
                      .obstacle = text(EncodedRow::Obstacle),
                      .caution = text(EncodedRow::Caution),
                      .deleteFailure = text(EncodedRow::DeleteFailure),
                      .raw = QByteArray(raw.data(), static_cast<qsizetype>(raw.size()))};
    for (qsizetype i = 0; i < m_kind->columns.size(); ++i)
        resource.cells.append(cell(row, i));
    return resource;
}

ResourceKey RowChunk::keyAt(size_t row) const
{
    return {.scope = fromUtf8(m_fields[EncodedRow::Scope].at(row)), .id = fromUtf8(m_ids.at(row))};
}

size_t RowChunk::bytes() const
{
    size_t sum = sizeof(RowChunk) + m_ids.bytes() + m_created.capacity() * sizeof(qint64);
    for (const TextColumn &field : m_fields)
        sum += field.bytes();
    for (const CellColumn &cells : m_cells)
        sum += sizeof(CellColumn) + cells.text.bytes() + cells.numbers.capacity() * sizeof(qint64);
    return sum;
}

size_t RowChunk::foldedCopyBytes() const
{
    size_t sum = m_ids.text().foldedCopyBytes();
    for (const TextColumn &field : m_fields)
        sum += field.foldedCopyBytes();
    for (const CellColumn &cells : m_cells)
        sum += cells.text.foldedCopyBytes();
    return sum;
}

} // namespace Clearsky
