namespace CdcToSnowflake.Capture.Snapshots;

/// <summary>Compares places in one server's log.</summary>
internal static class LogPlace
{
    /// <summary>Negative, zero or positive, as the first lies before, at or after the second. Files are numbered, with more digits once six are used up.</summary>
    public static int Compare(string file, long offset, string otherFile, long otherOffset)
    {
        if (ReferenceEquals(file, otherFile))
        {
            return offset.CompareTo(otherOffset);
        }

        var byLength = file.Length.CompareTo(otherFile.Length);
        var byFile = byLength != 0 ? byLength : string.CompareOrdinal(file, otherFile);
        return byFile != 0 ? byFile : offset.CompareTo(otherOffset);
    }

    /// <summary>Whether two files may be of one server's log: they differ in their numbers alone.</summary>
    public static bool MayBeOfOneLog(string file, string otherFile) => Path.GetFileNameWithoutExtension(file.AsSpan()).SequenceEqual(Path.GetFileNameWithoutExtension(otherFile.AsSpan()));
}
