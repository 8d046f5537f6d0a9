// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/bench/parsebench.h"

#include "app/providers/zenlayer/zecsnapshots.h"
#include "models/table/resourcestore.h"
#include "tests/bench/benchreport.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace Clearsky {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int pageCount = 1000;
constexpr int pageRows = 100;

/// A page as the provider's reference prints it (api/zenlayer.md 4.2), about 237 bytes a row.
QByteArray pageBody(int page)
{
    QByteArray rows;
    for (int i = page * pageRows; i < (page + 1) * pageRows; ++i) {
        rows += rows.isEmpty() ? "" : ",";
        rows += R"({"snapshotId":"17%1","snapshotName":"nightly-finance-%1","status":"AVAILABLE","snapshotType":"Auto",)"
                R"("diskId":"disk-%2","zoneId":"asia-east-1a","createTime":"2025-0%3-02T03:04:05Z","resourceGroup":)"
                R"({"resourceGroupId":"g-1","resourceGroupName":"default"}})"_ba
                    .replace("%1", QByteArray::number(593000000 + qint64(i) * 7919))
                    .replace("%2", QByteArray::number(100 + i % 400))
                    .replace("%3", QByteArray::number(1 + i % 9));
    }
    return R"({"requestId":"r-1","response":{"requestId":"r-1","totalCount":)" + QByteArray::number(pageCount * pageRows)
         + R"(,"dataSet":[)" + rows + "]}}";
}

/// The contract asks for its pages one after the other.
double readAll(const KindContract &contract, const QList<QByteArray> &bodies)
{
    ResourceStore store(contract.kind());
    const double time = milliseconds([&] {
        ApiRequest request = contract.listRequests({}).first();
        for (const QByteArray &body : bodies) {
            const Result<ListPage> page = contract.readPage(request, {.status = 200, .body = body});
            if (!page)
                qFatal("%s", qPrintable(page.error().detail));
            store.upsert(page->rows);
            if (!page->next.isEmpty())
                request = page->next.first();
        }
    });
    if (store.size() != size_t(pageCount) * pageRows)
        qFatal("%zu rows", store.size());
    return time;
}

} // namespace

void sayParsing(BenchReport &report)
{
    QList<QByteArray> bodies;
    qsizetype bytes = 0;
    for (int page = 0; page < pageCount; ++page) {
        bodies.append(pageBody(page));
        bytes += bodies.last().size();
    }
    const auto contract = makeZecSnapshots();
    QList<double> ours;
    QList<double> bare;
    for (int run = 0; run < 5; ++run) { // in turn, so that what else the computer does meets both
        bare.append(milliseconds([&bodies] {
            for (const QByteArray &body : bodies) {
                if (QJsonDocument::fromJson(body).isNull())
                    qFatal("no JSON");
            }
        }));
        ours.append(readAll(*contract, bodies));
    }
    std::sort(ours.begin(), ours.end());
    std::sort(bare.begin(), bare.end());
    const auto rate = [bytes](double time) { return static_cast<double>(bytes) / 1e3 / time; };
    report.add({.goal = u"P9"_s, .what = u"pages to rows in the store, %1 B a row"_s.arg(bytes / (pageCount * pageRows)),
                .ours = rate(ours.at(2)), .unit = u"MB/s"_s, .peerName = u"QJsonDocument::fromJson"_s, .peer = rate(bare.at(2)),
                .ratio = bare.at(2) / ours.at(2), .bar = 0.35, .isUpper = false});
}

} // namespace Clearsky
