#nullable enable
using System;
using System.Collections;

namespace Simulation
{
    /// <summary>Whether the machine reaches anything by now, see names.ps1.</summary>
    public static class Network
    {
        /// <summary>Whether a delay that began with the world is over.</summary>
        public static bool Passed(object? afterSeconds) =>
            Values.Clock >= Values.Time(Current.World["began"]) + Values.Ticks(afterSeconds);

        public static bool IsDown() => !Passed(Own["downFor"]);

        public static bool NamesAreDown() => IsDown() || !Passed(Own["namesDownFor"]);

        /// <summary>Whether a list of patterns has a host, or a host and port.</summary>
        public static bool IsListed(object? patterns, string name, int port)
        {
            foreach (var pattern in Values.Each(patterns))
            {
                var text = Values.TextOf(pattern) ?? "";
                if (Values.Like(name, text) || Values.Like($"{name}:{port}", text)) return true;
            }

            return false;
        }

        public static bool IsBlocked(string name, int port)
        {
            var network = Own;
            if (network["blockedFor"] is { } seconds && Passed(seconds)) return false;
            return IsListed(network["blocked"], name, port);
        }

        /// <summary>How far the member's clock is from the real time, in seconds: wrong at first, until Windows corrects it.</summary>
        public static object ClockOffset()
        {
            var machine = Current.Machine;
            var offset = Values.Bare(machine["clockOffset"]) ?? 0;
            if (Convert.ToDouble(offset) == 0) return 0;
            return machine["clockCorrectedAfter"] is { } seconds && Passed(seconds) ? 0 : offset;
        }

        /// <summary>Whether a host's name is said not to exist.</summary>
        internal static bool IsUnknown(string name)
        {
            foreach (var pattern in Values.Each(Own["unknownNames"]))
            {
                if (Values.Like(name, Values.TextOf(pattern) ?? "")) return true;
            }

            return false;
        }

        private static Hashtable Own => Current.Machine.Table("network");
    }
}
