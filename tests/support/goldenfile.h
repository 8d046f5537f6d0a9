// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QMap>
#include <QString>
#include <QStringList>

namespace Clearsky {

/// Sentences that were read and found good: a text file of lines `case | kind | sentence`. With
/// CLEARSKY_UPDATE_SENTENCES=1 in the environment every sentence is taken as it comes and save() writes the
/// file anew, for a person to read.
class GoldenFile
{
public:
    explicit GoldenFile(QString path);

    /// What is wrong with the sentence; empty: it is the one in the file.
    [[nodiscard]] QString compare(const QString &caseName, const QString &kind, const QString &sentence);
    /// Lines of the file that nobody asked for.
    [[nodiscard]] QStringList unused() const;
    /// Writes the file when updating; false: it could not be written.
    [[nodiscard]] bool save() const;
    [[nodiscard]] bool isUpdating() const { return m_updating; }

private:
    QString m_path;
    bool m_updating;
    QStringList m_comments;
    QMap<QString, QString> m_expected;
    QStringList m_seen;
    QMap<QString, QString> m_sentences;
};

/// The sentence with ports and times replaced by placeholders.
[[nodiscard]] QString withPlaceholders(QString sentence);

} // namespace Clearsky
