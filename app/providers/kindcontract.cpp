// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/providers/kindcontract.h"

#include <QCoreApplication>
#include <QSet>

namespace Clearsky {

namespace {

tl::unexpected<Error> refusal(const QString &message, const QString &detail = {})
{
    return failure({.kind = Error::Kind::Configuration, .message = message, .detail = detail});
}

QString batchGroup(const ResourceKind &kind, const ResourceRef &ref)
{
    return kind.batchGroup ? kind.batchGroup(ref.scope) : QString();
}

} // namespace

Result<void> checkBatch(const ResourceKind &kind, const QList<ResourceRef> &refs)
{
    if (refs.isEmpty()) {
        return refusal(QCoreApplication::translate(
            "KindContract", "A deletion without ids was not sent: some services would delete everything."));
    }
    if (refs.size() > kind.idsPerRequest) {
        return refusal(QCoreApplication::translate(
                           "KindContract", "A deletion of %1 resources was not sent: one request may name %2 at most.")
                           .arg(refs.size())
                           .arg(kind.idsPerRequest));
    }
    QSet<ResourceKey> seen;
    for (const ResourceRef &ref : refs) {
        if (!kind.idPattern.isValid() || !kind.idPattern.match(ref.id).hasMatch()) {
            return refusal(QCoreApplication::translate("KindContract",
                                                       "A deletion was not sent: an id is not of the form that the "
                                                       "provider documents. Refresh the list."),
                           ref.id.left(100));
        }
        if (seen.contains(ref.key())) {
            return refusal(
                QCoreApplication::translate("KindContract", "A deletion was not sent: it names a resource twice."),
                ref.id);
        }
        seen.insert(ref.key());
        if (ref.kindId != kind.id || batchGroup(kind, ref) != batchGroup(kind, refs.first())
            || ref.accountId != refs.first().accountId) {
            return refusal(QCoreApplication::translate(
                               "KindContract",
                               "A deletion was not sent: it mixes resources that cannot share a request."),
                           ref.id);
        }
    }
    return {};
}

} // namespace Clearsky
