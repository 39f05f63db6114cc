using System.Runtime.InteropServices;

namespace CdcToSnowflake.Storage;

/// <summary>Gives a whole file a name that nobody has yet: of several writers one gets it.</summary>
internal static class NewName
{
    private const int AlreadyExists = 17; // EEXIST, on Linux and macOS alike

    /// <returns>False if the name was taken.</returns>
    /// <exception cref="IOException">The file system refused.</exception>
    public static bool TryGive(string file, string name)
    {
        if (OperatingSystem.IsWindows())
        {
            return TryMove(file, name);
        }

        // File.Move without overwrite looks first and renames then, and lets two racing writers both win; a hard link is one step of the kernel's.
        if (Link(file, name) == 0)
        {
            return true;
        }

        var error = Marshal.GetLastPInvokeError();
        return error == AlreadyExists ? false : throw new IOException($"link: {Marshal.GetPInvokeErrorMessage(error)}.");
    }

    private static bool TryMove(string file, string name)
    {
        try
        {
            File.Move(file, name);
            return true;
        }
        catch (IOException) when (File.Exists(name))
        {
            return false;
        }
    }

#pragma warning disable SYSLIB1054 // source-generated marshalling needs unsafe blocks in the whole assembly, for one call
    [DllImport("libc", EntryPoint = "link", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link([MarshalAs(UnmanagedType.LPUTF8Str)] string file, [MarshalAs(UnmanagedType.LPUTF8Str)] string name);
#pragma warning restore SYSLIB1054
}
