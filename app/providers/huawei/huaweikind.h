// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/providers/jsonreader.h"
#include "app/providers/kindcontract.h"

#include <QJsonArray>

namespace Clearsky {

/// 8-4-4-4-12 hexadecimal digits.
[[nodiscard]] QRegularExpression uuidPattern();
/// Letters, digits, - and _, from 1 to `longest`.
[[nodiscard]] QRegularExpression wordPattern(int longest);

[[nodiscard]] ApiRequest huaweiRead(const QString &service, const QStringList &path,
                                    const QList<QPair<QString, QString>> &query, const QString &action);
[[nodiscard]] ApiRequest huaweiDelete(ApiRequest::Method method, const QString &service, const QStringList &path,
                                      const QString &action);

[[nodiscard]] QString queryValue(const ApiRequest &request, const QString &name); ///< empty: not there
[[nodiscard]] ApiRequest withQuery(ApiRequest request, const QString &name, const QString &value);
/// The next page of a list by offset, unless `received` rows make this the last one.
[[nodiscard]] QList<ApiRequest> nextByOffset(const ApiRequest &request, qint64 received, qint64 total);

[[nodiscard]] QJsonArray idsOf(const QList<ResourceRef> &refs);
/// Whether every ref's scope matches; an Error for a request otherwise.
[[nodiscard]] Result<void> checkScopes(const QList<ResourceRef> &refs, const QRegularExpression &pattern);

/// An answer whose job_id stands for all items. Anything but a success with a usable job_id is an error.
[[nodiscard]] DeleteAnswer readJobIdAnswer(const QList<ResourceRef> &refs, const HttpReply &reply);
/// A job that the provider does not know. None: some other error.
[[nodiscard]] Result<ProviderJob> jobFromError(const HttpReply &reply);

/// A column for a kind's list; details only when `place` says so.
[[nodiscard]] Column column(const char *id, const QString &title, Column::Type type, int widthHint,
                            Column::Place place = Column::Place::Table);
/// The row's tags as `key=value, key=value`: what a column "tags" holds.
[[nodiscard]] QString tagsOf(const JsonReader &row);
[[nodiscard]] StateMeaning stateMeaning(const char *word, const QString &title, StateMeaning::Role role,
                                        StateMeaning::Tone tone, bool deletable = false);

} // namespace Clearsky
