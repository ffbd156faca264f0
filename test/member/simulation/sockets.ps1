# TcpClient and SslStream: how a connection comes about, what answers on it, and whose certificate it shows.

# What is in the way of a connection: nothing, or 'name', 'silence' or 'refusal'.
function SimObstacle {
    param([string]$Name, [int]$Port)
    if ($Name -notmatch '^\d+(\.\d+){3}$') {
        $aliases = if ($null -ne $global:Sim.world.domain) { $global:Sim.world.domain.aliases } else { @{} }
        while ($aliases.ContainsKey($Name)) { $Name = $aliases[$Name] }
        if ([Simulation.Network]::NamesAreDown() -or -not [Simulation.Network]::IsKnown($Name)) { return 'name' }
        if ($null -eq [Simulation.Directory]::DomainOf($Name) -and $null -eq (SimAddress $Name)) { return 'name' }
    }
    if ([Simulation.Network]::IsDown() -or [Simulation.Network]::IsBlocked($Name, $Port)) { return 'silence' }
    if ([Simulation.Network]::IsListed($global:Sim.machine.network.refused, $Name, $Port)) { return 'refusal' }
    if (SimIsProxy $Name $Port) { return $null }
    $domain = [Simulation.Directory]::DomainOf($Name)
    if ($null -ne $domain) { if (SimListens $domain $Name $Port) { return $null } else { return 'silence' } }
    if (SimProxyNeeded ([uri]"https://$Name")) { return 'silence' }
    $null
}

function SimIsProxy {
    param([string]$Name, [int]$Port)
    $address = $global:Sim.world.proxy.address
    $address -ne '' -and ([uri]$address).Host -eq $Name -and ([uri]$address).Port -eq $Port
}

# The certificate that a host shows, and what Windows thinks of it: @{ issuer; problems }.
function SimCertificateOf {
    param([string]$Name, [int]$Port)
    $found = [Simulation.Network]::Patterned($global:Sim.machine.network.certificates, $Name, $Port)
    if ($null -eq $found) { $found = @{ issuer = 'CN=Microsoft Azure RSA TLS Issuing CA 04, O=Microsoft Corporation, C=US'; trusted = $true; otherName = $false } }
    $problems = [System.Net.Security.SslPolicyErrors]::None
    if ($found.otherName) { $problems = $problems -bor [System.Net.Security.SslPolicyErrors]::RemoteCertificateNameMismatch }
    # Not yet, or no longer, valid for a clock that is a day off.
    if (-not $found.trusted -or [Math]::Abs([Simulation.Network]::ClockOffset()) -gt 86400) { $problems = $problems -bor [System.Net.Security.SslPolicyErrors]::RemoteCertificateChainErrors }
    @{ issuer = $found.issuer; problems = $problems }
}

# A real certificate, as delegates of .NET want it; made once for an issuer.
function SimIssued {
    param([string]$Issuer)
    if ($global:Sim.issued.ContainsKey($Issuer)) { return $global:Sim.issued[$Issuer] }
    $key = [System.Security.Cryptography.ECDsa]::Create()
    $request = [System.Security.Cryptography.X509Certificates.CertificateRequest]::new('CN=host', $key, [System.Security.Cryptography.HashAlgorithmName]::SHA256)
    $by = [System.Security.Cryptography.X509Certificates.X500DistinguishedName]::new($Issuer)
    $generator = [System.Security.Cryptography.X509Certificates.X509SignatureGenerator]::CreateForECDsa($key)
    $from = [System.DateTimeOffset]::new(2026, 1, 1, 0, 0, 0, [timespan]::Zero)
    $global:Sim.issued[$Issuer] = $request.Create($by, $generator, $from, $from.AddYears(1), [byte[]](1, 2, 3))
    $global:Sim.issued[$Issuer]
}

function SimSocketError { param([System.Net.Sockets.SocketError]$Code) [System.Net.Sockets.SocketException]::new([int]$Code) }

# What reading meets when nothing comes within the time.
function SimReadTimeout {
    param($Line)
    SimAdvance ($Line.client.ReceiveTimeout / 1000)
    [System.IO.IOException]::new('Unable to read data from the transport connection: A connection attempt failed because the connected party did not properly respond after a period of time.', (SimSocketError 'TimedOut'))
}

function SimTcpClient {
    # For ever, unless a script says otherwise.
    $client = SimNewObject 'System.Net.Sockets.TcpClient' ([ordered]@{ ReceiveTimeout = 0; SendTimeout = 0; SimLine = @{ name = ''; port = 0; open = $false; asked = ''; target = $null; client = $null } })
    $client.SimLine.client = $client
    SimMethod $client 'ConnectAsync' {
        param([string]$Name, [int]$Port)
        if ($Port -gt 65535) { throw [System.ArgumentOutOfRangeException]::new('port') }
        if ($global:Sim.off) { return }
        [Simulation.Network]::Note('tcp', "${Name}:$Port")
        $this.SimLine.name = $Name
        $this.SimLine.port = $Port
        $task = SimNewObject 'System.Threading.Tasks.Task' ([ordered]@{ SimLine = $this.SimLine; SimObstacle = SimObstacle $Name $Port })
        SimMethod $task 'Wait' {
            param([int]$Milliseconds)
            if ($this.SimObstacle -eq 'name') { throw [System.AggregateException]::new((SimSocketError 'HostNotFound')) }
            if ($this.SimObstacle -eq 'refusal') { throw [System.AggregateException]::new((SimSocketError 'ConnectionRefused')) }
            if ($this.SimObstacle -eq 'silence') {
                # Windows gives up by itself after 21 seconds.
                SimAdvance ([Math]::Min($Milliseconds / 1000, 21))
                if ($Milliseconds -lt 21000) { return $false }
                throw [System.AggregateException]::new((SimSocketError 'TimedOut'))
            }
            $this.SimLine.open = $true
            $true
        }
        $task
    }
    SimMethod $client 'GetStream' {
        if (-not $this.SimLine.open) { throw [System.InvalidOperationException]::new('The operation is not allowed on non-connected sockets.') }
        SimStream $this.SimLine
    }
    SimMethod $client 'Close' { $this.SimLine.open = $false }
    $client
}

# Both kinds of streams: what is written is a request, and what is read the answer to it.
function SimStream {
    param($Line)
    $stream = SimNewObject 'System.Net.Sockets.NetworkStream' ([ordered]@{ SimLine = $Line })
    SimMethod $stream 'Write' {
        param([byte[]]$Buffer, [int]$Offset, [int]$Count)
        $this.SimLine.asked = [System.Text.Encoding]::ASCII.GetString($Buffer, $Offset, $Count)
    }
    SimMethod $stream 'Read' {
        param($Buffer, [int]$Offset, [int]$Count)
        $text = SimSay $this.SimLine
        $bytes = [System.Text.Encoding]::ASCII.GetBytes($text)
        [System.Array]::Copy($bytes, 0, $Buffer, $Offset, [Math]::Min($bytes.Length, $Count))
        [Math]::Min($bytes.Length, $Count)
    }
    $stream
}

# What comes back on a line, to what was asked last.
function SimSay {
    param($Line)
    $asked = $Line.asked
    $Line.asked = ''
    # An answer comes once.
    if ($asked -eq '') { return '' }
    $name, $port = if ($null -ne $Line.target) { $Line.target } else { $Line.name, $Line.port }
    if ($null -eq $Line.target -and (SimIsProxy $Line.name $Line.port)) {
        $said = [Simulation.Network]::Patterned($global:Sim.machine.network.answers, $Line.name, $Line.port)
        if ($null -ne $said) { return $said }
        if ($asked -notmatch '^(?<connect>CONNECT )(?<host>[^ :]+):(?<port>\d+) HTTP/1\.1\r\n' -and $asked -notmatch '^GET http://(?<host>[^/: ]+)(:(?<port>\d+))?/[^ ]* HTTP/1\.1\r\n') { return "HTTP/1.1 400 Bad Request`r`n`r`n" }
        $isTunnel = $null -ne $Matches['connect']
        $name = $Matches.host
        $port = if ($null -ne $Matches['port']) { [int]$Matches.port } else { 80 }
        [Simulation.Network]::Note('proxy', "${name}:$port")
        $refusal = SimProxyRefuses $global:Sim.world.proxy.address $false ([uri]"https://${name}:$port")
        if ($refusal -eq 0) { throw (SimReadTimeout $Line) }
        if ($null -ne $refusal) { return "HTTP/1.1 $refusal Refused`r`nContent-Length: 0`r`n`r`n" }
        if ($isTunnel) {
            $Line.target = $name, $port
            return "HTTP/1.1 200 Connection established`r`n`r`n"
        }
    }
    if ($asked -notmatch '^GET \S+ HTTP/1\.1\r\n(.+\r\n)*\r\n$') { return '' }
    if ([Simulation.Network]::IsListed($global:Sim.machine.network.silent, $name, $port)) { throw (SimReadTimeout $Line) }
    $said = [Simulation.Network]::Patterned($global:Sim.machine.network.answers, $name, $port)
    if ($null -ne $said) { return $said }
    # Nothing is at the root of hosts that are there for programs.
    "HTTP/1.1 404 Not Found`r`nContent-Length: 0`r`n`r`n"
}

function SimSslStream {
    param($Arguments)
    $stream = SimStream $Arguments[0].SimLine
    $stream.PSObject.Properties.Add([System.Management.Automation.PSNoteProperty]::new('SimCheck', $Arguments[2]))
    SimMethod $stream 'AuthenticateAsClient' {
        param([string]$Name, $Certificates, [System.Security.Authentication.SslProtocols]$Protocols, [bool]$CheckRevocation)
        $line = $this.SimLine
        $there, $port = if ($null -ne $line.target) { $line.target } else { $line.name, $line.port }
        if ([Simulation.Network]::IsListed($global:Sim.machine.network.silent, $there, $port)) { throw (SimReadTimeout $line) }
        $said = [Simulation.Network]::Patterned($global:Sim.machine.network.answers, $there, $port)
        if ($said -eq '') { throw [System.IO.IOException]::new('Unable to read data from the transport connection: An existing connection was forcibly closed by the remote host.', (SimSocketError 'ConnectionReset')) }
        if ($null -ne $said -and -not $said.StartsWith('HTTP/')) { throw [System.IO.IOException]::new('The handshake failed due to an unexpected packet format.') }
        if (-not $Protocols.HasFlag([System.Security.Authentication.SslProtocols]::Tls12)) { throw [System.Security.Authentication.AuthenticationException]::new('A call to SSPI failed, see inner exception.') }
        $shown = SimCertificateOf $there $port
        $accepted = if ($null -ne $this.SimCheck) { $this.SimCheck.Invoke($this, (SimIssued $shown.issuer), $null, $shown.problems) } else { $shown.problems -eq 'None' }
        if (-not $accepted) { throw [System.Security.Authentication.AuthenticationException]::new('The remote certificate is invalid according to the validation procedure.') }
    }
    $stream
}
