using OwnerApp.Brands;

namespace CdcToSnowflake.Throughput.Legacy;

/// <summary>A recorded binlog that grows by a day at a time, as it stood at each midnight.</summary>
internal sealed class DailyLog
{
    private readonly IReadOnlyList<string> _recording;
    private readonly string _folder;
    private readonly List<(DateOnly Day, int File, int End)> _days = [];

    public DailyLog(IReadOnlyList<string> recording, string folder)
    {
        (_recording, _folder) = (recording, folder);
        for (var file = 0; file < recording.Count; file++)
        {
            var events = File.ReadAllBytes(recording[file]);
            foreach (var (at, committed) in RecordedTransactions.Of(events))
            {
                Begin(DateOnly.FromDateTime(committed.UtcDateTime), file, at);
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
