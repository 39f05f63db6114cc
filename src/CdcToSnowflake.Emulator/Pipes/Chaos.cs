using System.IO.Hashing;
using System.Text;

namespace CdcToSnowflake.Emulator.Pipes;

/// <summary>Chances by seed and file, so that they don't depend on when a file arrives.</summary>
internal static class Chaos
{
    public static int Hold(PipeChaos? chaos, string path, bool isRepeat)
    {
        if (chaos is null)
        {
            return 0;
        }

        var random = Of(chaos.Seed, path, isRepeat ? "hold again" : "hold");
        return isRepeat || random.NextDouble() < chaos.Delay ? random.Next(1, Math.Max(1, chaos.LongestDelay) + 1) : 0;
    }

    public static bool Repeats(PipeChaos? chaos, string path) => chaos is not null && Of(chaos.Seed, path, "repeat").NextDouble() < chaos.Duplicate;

    public static bool Loses(PipeChaos? chaos, string path) => chaos is not null && Of(chaos.Seed, path, "lose").NextDouble() < chaos.Lose;

    public static (List<PendingFile> Files, int Limit) Shuffle(PipeChaos chaos, List<PendingFile> files)
    {
        var random = Of(chaos.Seed, string.Join('\n', files.Select(file => file.File.Path)), "order");
        var shuffled = files.ToArray();
        random.Shuffle(shuffled);
        return ([.. shuffled], random.Next(1, 8));
    }

    /// <summary>Random numbers of a seed for one purpose and thing.</summary>
    public static Random Of(int seed, string thing, string purpose) => new((int)XxHash32.HashToUInt32(Encoding.UTF8.GetBytes(purpose + "\n" + thing), seed));
}
