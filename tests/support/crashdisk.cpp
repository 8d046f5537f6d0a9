// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/crashdisk.h"

#include <sqlite3.h>

#include <cstring>

namespace Clearsky {

namespace {

constexpr int sector = 512;

/// What SQLite allocates for an open file.
struct OpenFile
{
    sqlite3_file base;
    CrashDisk *disk;
    std::shared_ptr<CrashDisk::File> *file;
};

OpenFile *opened(sqlite3_file *file)
{
    return reinterpret_cast<OpenFile *>(file); // its first member: how SQLite's files are made
}

CrashDisk *diskOf(sqlite3_vfs *vfs)
{
    return static_cast<CrashDisk *>(vfs->pAppData);
}

int closeFile(sqlite3_file *file)
{
    delete opened(file)->file;
    return SQLITE_OK;
}

int readFile(sqlite3_file *file, void *to, int amount, sqlite3_int64 offset)
{
    return opened(file)->disk->read(**opened(file)->file, to, amount, offset);
}

int writeFile(sqlite3_file *file, const void *from, int amount, sqlite3_int64 offset)
{
    return opened(file)->disk->write(**opened(file)->file, from, amount, offset);
}

int truncateFile(sqlite3_file *file, sqlite3_int64 size)
{
    return opened(file)->disk->truncate(**opened(file)->file, size);
}

int syncFile(sqlite3_file *file, int)
{
    return opened(file)->disk->sync(**opened(file)->file);
}

int sizeOfFile(sqlite3_file *file, sqlite3_int64 *size)
{
    *size = opened(file)->disk->size(**opened(file)->file);
    return SQLITE_OK;
}

int lockFile(sqlite3_file *, int)
{
    return SQLITE_OK; // one connection at a time
}

int checkLock(sqlite3_file *, int *locked)
{
    *locked = 0;
    return SQLITE_OK;
}

int control(sqlite3_file *, int, void *)
{
    return SQLITE_NOTFOUND;
}

int sectorSize(sqlite3_file *)
{
    return sector;
}

int characteristics(sqlite3_file *)
{
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE; // as SQLite assumes of every disk, unless told otherwise
}

const sqlite3_io_methods fileMethods{1,          closeFile,  readFile, writeFile, truncateFile, syncFile,        sizeOfFile, lockFile,
                                     lockFile,   checkLock,  control,  sectorSize, characteristics, nullptr, nullptr,
                                     nullptr,    nullptr,    nullptr,  nullptr};

int openFile(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *outFlags)
{
    OpenFile *open = opened(file);
    open->base.pMethods = nullptr;
    const QString path = name ? QString::fromUtf8(name) : QString();
    std::shared_ptr<CrashDisk::File> content = diskOf(vfs)->open(path, flags & SQLITE_OPEN_CREATE);
    if (!content)
        return SQLITE_CANTOPEN;
    open->disk = diskOf(vfs);
    open->file = new std::shared_ptr<CrashDisk::File>(std::move(content)); // SQLite frees its own memory only
    open->base.pMethods = &fileMethods;
    if (outFlags)
        *outFlags = flags;
    return SQLITE_OK;
}

int removeFile(sqlite3_vfs *vfs, const char *name, int)
{
    return diskOf(vfs)->remove(QString::fromUtf8(name));
}

int accessFile(sqlite3_vfs *vfs, const char *name, int, int *result)
{
    *result = diskOf(vfs)->exists(QString::fromUtf8(name)) ? 1 : 0;
    return SQLITE_OK;
}

int fullPath(sqlite3_vfs *, const char *name, int size, char *to)
{
    sqlite3_snprintf(size, to, "%s", name);
    return SQLITE_OK;
}

} // namespace

struct CrashDisk::Registration
{
    explicit Registration(CrashDisk *disk)
        : vfs(*sqlite3_vfs_find(nullptr)) // time, sleep and random numbers of the system's
    {
        vfs.iVersion = 1;
        vfs.szOsFile = sizeof(OpenFile);
        vfs.zName = "clearsky-crash-disk";
        vfs.pAppData = disk;
        vfs.xOpen = openFile;
        vfs.xDelete = removeFile;
        vfs.xAccess = accessFile;
        vfs.xFullPathname = fullPath;
        vfs.pNext = nullptr;
        sqlite3_vfs_register(&vfs, 1);
    }
    ~Registration() { sqlite3_vfs_unregister(&vfs); }

    sqlite3_vfs vfs;
};

CrashDisk::CrashDisk()
    : m_registration(std::make_unique<Registration>(this))
{
}

CrashDisk::~CrashDisk() = default;

qsizetype CrashDisk::moments() const
{
    const QMutexLocker locker(&m_mutex);
    return static_cast<qsizetype>(m_events.size());
}

bool CrashDisk::isSync(qsizetype moment) const
{
    const QMutexLocker locker(&m_mutex);
    return moment > 0 && m_events.at(static_cast<size_t>(moment - 1)).kind == Event::Kind::Sync;
}

void CrashDisk::apply(const Event &event, QByteArray &bytes)
{
    if (event.kind == Event::Kind::Truncate) {
        bytes.resize(std::min<qsizetype>(bytes.size(), event.offset));
    } else if (event.kind == Event::Kind::Write) {
        if (bytes.size() < event.offset + event.bytes.size())
            bytes.append(event.offset + event.bytes.size() - bytes.size(), '\0');
        std::memcpy(bytes.data() + event.offset, event.bytes.constData(), static_cast<size_t>(event.bytes.size()));
    }
}

/// What the disk did on its own of something that nobody waited for.
void CrashDisk::applyPart(const Event &event, QByteArray &bytes, double kept, QRandomGenerator &random)
{
    if (event.kind != Event::Kind::Write) {
        if (random.generateDouble() < kept)
            apply(event, bytes);
        return;
    }
    for (qsizetype at = 0; at < event.bytes.size();) {
        const qsizetype length = std::min<qsizetype>(sector - (event.offset + at) % sector, event.bytes.size() - at);
        if (random.generateDouble() < kept)
            apply({.kind = Event::Kind::Write, .offset = event.offset + at, .bytes = event.bytes.mid(at, length)}, bytes);
        at += length;
    }
}

CrashDisk::Content CrashDisk::afterPowerCut(qsizetype moment, QRandomGenerator &random) const
{
    const QMutexLocker locker(&m_mutex);
    const auto end = static_cast<size_t>(moment);
    QMap<QString, size_t> synced; // of each file, how much of what happened was waited for
    for (size_t i = 0; i < end; ++i) {
        const Event &event = m_events.at(i);
        if (event.kind == Event::Kind::Sync || event.kind == Event::Kind::Remove)
            synced[event.name] = i;
    }
    // Some disks lose all, some nearly nothing.
    const double kept = QList<double>{0, 0.1, 0.5, 0.9, 1}.at(random.bounded(5));
    Content content = m_before;
    for (size_t i = 0; i < end; ++i) {
        const Event &event = m_events.at(i);
        const bool durable = synced.contains(event.name) && i <= synced.value(event.name) && !event.doubtful;
        if (event.kind == Event::Kind::Remove)
            content.remove(event.name);
        else if (durable)
            apply(event, content[event.name]);
        else
            applyPart(event, content[event.name], kept, random);
    }
    return content;
}

void CrashDisk::restore(const Content &content)
{
    const QMutexLocker locker(&m_mutex);
    m_files.clear();
    m_events.clear();
    m_before = content;
    for (auto each = content.cbegin(); each != content.cend(); ++each)
        m_files.insert(each.key(), std::make_shared<File>(File{each.key(), each.value()}));
}

CrashDisk::Content CrashDisk::content() const
{
    const QMutexLocker locker(&m_mutex);
    Content content;
    for (const std::shared_ptr<File> &file : m_files)
        content.insert(file->name, file->bytes);
    return content;
}

void CrashDisk::refuse(Refusal refusal, qsizetype call)
{
    const QMutexLocker locker(&m_mutex);
    m_refusal = refusal;
    m_refuseFrom = call;
    m_calls = 0;
    m_hasRefused = false;
}

qsizetype CrashDisk::calls() const
{
    const QMutexLocker locker(&m_mutex);
    return m_calls;
}

bool CrashDisk::hasRefused() const
{
    const QMutexLocker locker(&m_mutex);
    return m_hasRefused;
}

int CrashDisk::refused()
{
    const bool refuses = m_calls++ >= m_refuseFrom && m_refusal != Refusal::None;
    m_hasRefused = m_hasRefused || refuses;
    if (!refuses)
        return SQLITE_OK;
    return m_refusal == Refusal::Full ? SQLITE_FULL : m_refusal == Refusal::Busy ? SQLITE_BUSY : SQLITE_IOERR;
}

void CrashDisk::remember(Event event)
{
    if (!event.name.isEmpty())
        m_events.push_back(std::move(event));
}

std::shared_ptr<CrashDisk::File> CrashDisk::open(const QString &name, bool create)
{
    const QMutexLocker locker(&m_mutex);
    if (name.isEmpty())
        return std::make_shared<File>(); // a temporary file
    std::shared_ptr<File> file = m_files.value(name);
    if (!file && create) {
        file = std::make_shared<File>(File{name, {}});
        m_files.insert(name, file);
        remember({.kind = Event::Kind::Create, .name = name});
    }
    return file;
}

bool CrashDisk::exists(const QString &name) const
{
    const QMutexLocker locker(&m_mutex);
    return m_files.value(name) != nullptr;
}

int CrashDisk::remove(const QString &name)
{
    const QMutexLocker locker(&m_mutex);
    if (!m_files.value(name))
        return SQLITE_IOERR_DELETE_NOENT;
    if (const int code = refused(); code != SQLITE_OK)
        return code;
    m_files.remove(name);
    remember({.kind = Event::Kind::Remove, .name = name});
    return SQLITE_OK;
}

int CrashDisk::read(const File &file, void *to, int amount, qint64 offset) const
{
    const QMutexLocker locker(&m_mutex);
    const QByteArray part = file.bytes.mid(offset, amount);
    std::memset(to, 0, static_cast<size_t>(amount));
    std::memcpy(to, part.constData(), static_cast<size_t>(part.size()));
    return part.size() == amount ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

int CrashDisk::write(File &file, const void *from, int amount, qint64 offset)
{
    const QMutexLocker locker(&m_mutex);
    if (const int code = refused(); code != SQLITE_OK)
        return code;
    Event event{.kind = Event::Kind::Write,
                .name = file.name,
                .offset = offset,
                .bytes = QByteArray(static_cast<const char *>(from), amount)};
    apply(event, file.bytes);
    remember(std::move(event));
    return SQLITE_OK;
}

int CrashDisk::truncate(File &file, qint64 size)
{
    const QMutexLocker locker(&m_mutex);
    if (const int code = refused(); code != SQLITE_OK)
        return code;
    const Event event{.kind = Event::Kind::Truncate, .name = file.name, .offset = size};
    apply(event, file.bytes);
    remember(event);
    return SQLITE_OK;
}

int CrashDisk::sync(File &file)
{
    const QMutexLocker locker(&m_mutex);
    if (const int code = refused(); code != SQLITE_OK) {
        // The system takes the pages for clean from now on; only what is written again reaches the disk.
        for (auto event = m_events.rbegin(); event != m_events.rend(); ++event) {
            if (event->name == file.name && event->kind == Event::Kind::Sync)
                break;
            event->doubtful = event->doubtful || event->name == file.name;
        }
        return code;
    }
    remember({.kind = Event::Kind::Sync, .name = file.name});
    return SQLITE_OK;
}

qint64 CrashDisk::size(const File &file) const
{
    const QMutexLocker locker(&m_mutex);
    return file.bytes.size();
}

} // namespace Clearsky
