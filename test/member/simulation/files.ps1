# Files and folders in memory. A node never changes once it is stored (a change stores another), so that copies of a
# world may share them: @{ path; dir; data; time }.

# For what the simulation itself lays down.
function SimPutText {
    param([string]$Path, [string]$Text)
    [Simulation.Files]::PutFolder($Path.Substring(0, $Path.LastIndexOf('\')))
    [Simulation.Files]::PutFile($Path, ([System.Text.Encoding]::UTF8.GetBytes($Text)))
}

function SimText {
    param([string]$Path)
    $node = [Simulation.Files]::Node($Path)
    if ($null -eq $node -or $node.dir) { return $null }
    SimSeeContent $node
    SimDecode $node.data 'utf8'
}

function SimDrop {
    param([string]$Path)
    $store = [Simulation.Files]::Store($Path)
    foreach ($node in @(SimTree $Path)) { $store.Remove($node.path) }
    $store.Remove($Path)
}

# All below a folder, in the order of their names.
function SimTree {
    param([string]$Path)
    $prefix = $Path.TrimEnd('\') + '\'
    $store = [Simulation.Files]::Store($Path)
    $keys = [System.Collections.Generic.List[string]]::new()
    foreach ($key in $store.Keys) {
        if ($key.Length -gt $prefix.Length -and $key.StartsWith($prefix, 'OrdinalIgnoreCase')) { $keys.Add($key) }
    }
    $keys.Sort([System.StringComparer]::OrdinalIgnoreCase)
    foreach ($key in $keys) { $store[$key] }
}

function SimChildren {
    param([string]$Path)
    $depth = $Path.TrimEnd('\').Length + 1
    foreach ($node in @(SimTree $Path)) { if ($node.path.IndexOf('\', $depth) -lt 0) { $node } }
}

function SimFileItem {
    param($Node)
    $properties = [ordered]@{
        PSPath = "Microsoft.PowerShell.Core\FileSystem::$($Node.path)"
        Name = [Simulation.Paths]::Leaf($Node.path)
        FullName = $Node.path
        PSIsContainer = $Node.dir
        Exists = $true
        Extension = [System.IO.Path]::GetExtension($Node.path)
        LastWriteTime = [datetime]::new($Node.time, 'Utc')
        LastWriteTimeUtc = [datetime]::new($Node.time, 'Utc')
    }
    if ($Node.dir) { return SimNewObject 'System.IO.DirectoryInfo' $properties }
    $isLog = SimIsLog $Node.path
    if (-not $isLog) { $properties['Length'] = [long]$Node.data.Length }
    $properties['DirectoryName'] = [Simulation.Paths]::Parent($Node.path)
    $properties['BaseName'] = [System.IO.Path]::GetFileNameWithoutExtension($properties.Name)
    $artifact = if ($isLog) { $null } else { SimArtifact $Node }
    $version = if ($null -eq $artifact) { $null } else { $artifact['version'] }
    $properties['VersionInfo'] = [pscustomobject]@{ ProductVersion = $version; FileVersion = $version; FileName = $Node.path }
    $object = SimNewObject 'System.IO.FileInfo' $properties
    # A list of logs does not tell what is in them.
    if ($isLog) { SimProperty $object 'Length' { $node = [Simulation.Files]::Node($this.FullName); SimSeeContent $node; [long]$node.data.Length } }
    # A FileInfo in a string is its path.
    SimMethod $object 'ToString' { $this.FullName }
    $object
}

# Whether a file may be written here; raises the error otherwise.
function SimWritable {
    param($Cmdlet, [string]$Path)
    $node = $global:Sim.machine.files[$Path]
    if ($null -ne $node -and -not $node.dir -and -not $global:Sim.machine.lockedFiles.ContainsKey($Path)) { return $true }
    $drive = SimMissingDrive $Path
    if ($null -ne $drive) { SimErrorNotFound $Cmdlet $Path; return $false }
    if ($Path.StartsWith('\\')) {
        SimError $Cmdlet ([System.UnauthorizedAccessException]::new("Access to the path '$Path' is denied.")) 'GetContentWriterUnauthorizedAccessError' 'PermissionDenied' $Path
        return $false
    }
    $parent = [Simulation.Files]::Node([Simulation.Paths]::Parent($Path))
    if ($null -eq $parent -or -not $parent.dir) {
        SimError $Cmdlet ([System.IO.DirectoryNotFoundException]::new("Could not find a part of the path '$Path'.")) 'GetContentWriterDirectoryNotFoundError' 'ObjectNotFound' $Path
        return $false
    }
    $node = [Simulation.Files]::Node($Path)
    if ($null -ne $node -and $node.dir) {
        SimError $Cmdlet ([System.UnauthorizedAccessException]::new("Access to the path '$Path' is denied.")) 'GetContentWriterUnauthorizedAccessError' 'PermissionDenied' $Path
        return $false
    }
    if (SimLocked $Path) {
        SimError $Cmdlet ([System.IO.IOException]::new("The process cannot access the file '$Path' because it is being used by another process.")) 'GetContentWriterIOError' 'WriteError' $Path
        return $false
    }
    $true
}

# Files that another program has open: the world says which, and how often that is in the way.
function SimLocked {
    param([string]$Path)
    SimUseUp $global:Sim.machine.lockedFiles $Path
}

# Log lines are no effects: they neither count nor can a fault hit them.
function SimIsLog { param([string]$Path) $Path.EndsWith('.log', 'OrdinalIgnoreCase') }

function SimCopyTree {
    param([string]$From, [string]$To, [int]$Most = [int]::MaxValue)
    [Simulation.Files]::PutFolder($To)
    $done = 0
    foreach ($node in @(SimTree $From)) {
        if ($done -ge $Most) { return }
        $target = $To.TrimEnd('\') + $node.path.Substring($From.TrimEnd('\').Length)
        if ($node.dir) { [Simulation.Files]::PutFolder($target) } else { SimSeeContent $node; [Simulation.Files]::PutFolder([Simulation.Paths]::Parent($target)); [Simulation.Files]::PutFile($target, $node.data); $done++ }
    }
}

# The text without the marks that count executed statements, and with its settings: a script may write parts of itself to
# the disk.
function SimUnmarked {
    param([string]$Text)
    if (-not $Text.Contains('$global:Sim')) { return $Text }
    $plain = [regex]::Replace($Text, '\$global:Sim(Hit\[\d+\]=1|Process\.exiting=1);', '')
    $plain.Replace((SimSettingsCall), $global:SimProcess.settingsText)
}
