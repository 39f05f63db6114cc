using System.Buffers.Binary;

namespace CdcToSnowflake.Throughput.Legacy;

/// <summary>A recorded binlog that grows by a day at a time, as it stood at each midnight.</summary>
internal sealed class DailyLog
{
    // The header before each event: seconds since 1970, type, server, size (MySQL Internals Manual, "Binlog Event Header").
    private const int TypeAt = 4;
    private const int SizeAt = 9;
    private const int MagicLength = 4;
    private const byte GtidEvent = 33;

    private readonly IReadOnlyList<string> _recording;
    private readonly string _folder;
    private readonly List<(DateOnly Day, int File, int End)> _days = [];

    public DailyLog(IReadOnlyList<string> recording, string folder)
    {
        (_recording, _folder) = (recording, folder);
        for (var file = 0; file < recording.Count; file++)
        {
            var events = File.ReadAllBytes(recording[file]);
            for (var at = MagicLength; at < events.Length; at += BinaryPrimitives.ReadInt32LittleEndian(events.AsSpan(at + SizeAt)))
            {
                if (events[at + TypeAt] == GtidEvent)
                {
                    Begin(Day(BinaryPrimitives.ReadUInt32LittleEndian(events.AsSpan(at))), file, at);
                }
            }

            // A day's end is where the next one begins, or the recording's.
            _days[^1] = (_days[^1].Day, file, events.Length);
        }
    }

    /// <summary>The days that have transactions.</summary>
    public IReadOnlyList<DateOnly> Days => [.. _days.Select(day => day.Day)];

    /// <summary>Writes the log until a day's end.</summary>
    /// <returns>The files that there are then.</returns>
    public IReadOnlyList<string> Until(DateOnly day)
    {
        var (_, last, end) = _days.Find(one => one.Day == day);
        List<string> files = [];
        for (var file = 0; file <= last; file++)
        {
            var path = Path.Combine(_folder, Path.GetFileName(_recording[file]));
            var events = File.ReadAllBytes(_recording[file]);
            File.WriteAllBytes(path, file == last ? events[..end] : events);
            files.Add(path);
        }

        return files;
    }

    private static DateOnly Day(uint seconds) => DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime);

    private void Begin(DateOnly day, int file, int at)
    {
        if (_days.Count == 0 || _days[^1].Day != day)
        {
            if (_days.Count > 0 && _days[^1].File == file)
            {
                _days[^1] = (_days[^1].Day, file, at);
            }

            _days.Add((day, file, at));
        }
        else
        {
            _days[^1] = (day, file, at);
        }
    }
}
