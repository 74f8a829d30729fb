"""French vocabulary and sentences of the demo corpus."""

# ruff: noqa: E501 - tables: a row stays on one line where that reads better

from tokkyo.demo.phrasebook import Phrasebook

BOOK = Phrasebook(
    code="fr",
    articles=True,
    terms=(
        "une batterie lithium-ion; un module de batterie; une cathode; une anode; un séparateur; un électrolyte;"
        "un boîtier de cellule; une plaque de refroidissement; phosphate de fer lithié; graphite;"
        "une densité d'énergie plus élevée; une durée de vie plus longue",
        "un aéronef sans pilote; un multicoptère; un rotor; un contrôleur de vol; un train d'atterrissage;"
        "un compartiment de batterie; une nacelle de caméra; un capteur d'obstacles; fibre de carbone; plastique expansé;"
        "une autonomie de vol plus longue; un atterrissage plus sûr",
        "un instrument chirurgical à ultrasons; un cathéter; une poignée; un guide d'ondes; un effecteur terminal;"
        "un fil-guide; un ballonnet; un transducteur; alliage de titane; caoutchouc de silicone;"
        "une lésion tissulaire réduite; une coagulation plus rapide",
        "un transistor à effet de champ; une cellule de mémoire; une électrode de grille; une région de source;"
        "une région de drain; une couche de canal; un film isolant; un plot de contact; carbure de silicium;"
        "oxyde de hafnium; un courant de fuite plus faible; une vitesse de commutation plus élevée",
        "un anticorps monoclonal; un anticorps bispécifique; une chaîne lourde; une chaîne légère; une région variable;"
        "un lieur; un fragment de liaison à l'antigène; un vecteur d'expression; albumine sérique humaine;"
        "polyéthylène glycol; une liaison au récepteur plus forte; une demi-vie plus longue",
        "un plant de soja; un enrobage de semence; une graine; un gène; un grain de pollen; une feuille; une racine;"
        "un promoteur; chitosane; minéral argileux; une résistance à la sécheresse; un rendement plus élevé",
        "un tissu; un vêtement de compression; un fil de chaîne; un fil de trame; un revêtement; une couture;"
        "une bande élastique; une membrane; polyester; laine mérinos; un meilleur transport de l'humidité;"
        "une résistance à la déchirure plus élevée",
        "un objectif photographique; un système optique; un premier groupe de lentilles; un diaphragme d'ouverture;"
        "un capteur d'image; un prisme; un réseau de diffraction; un barillet; verre optique; fluorure de magnésium;"
        "une aberration plus faible; une longueur totale réduite",
        "une station de base; un équipement terminal; une antenne; un émetteur; un récepteur; un canal de commande;"
        "un amplificateur; un processeur; substrat céramique; feuille de cuivre; une latence plus faible; un débit plus élevé",
        "un réseau neuronal; un dispositif d'apprentissage; une couche d'entrée; une mémoire; un codeur;"
        "un classificateur; un jeu de données; une fonction de perte; données d'apprentissage; données de capteur;"
        "une précision de reconnaissance accrue; un temps de calcul réduit",
        "un module solaire; un suiveur solaire; une cellule solaire; un boîtier de jonction; un cadre;"
        "un couvercle de verre; un onduleur; un tube de torsion; pérovskite; silicium cristallin;"
        "un rendement plus élevé; un coût d'installation réduit",
        "une éolienne; une pale de rotor; une nacelle; une tour; un palier de pas; un générateur; un multiplicateur;"
        "un moyeu; fibre de verre; résine époxy; un bruit plus faible; une charge structurelle réduite",
        "un frein à disque; un frein électromécanique; un étrier de frein; une plaquette de frein; un piston;"
        "un disque de frein; un ressort; un moteur électrique; fonte grise; garniture sans cuivre;"
        "une distance de freinage plus courte; une usure réduite",
        "un récipient alimentaire; une boîte pliante; un couvercle; une barquette; un film; une bande d'ouverture;"
        "une poignée; une valve; carton ondulé; polypropylène; une durée de conservation plus longue;"
        "un volume de déchets plastiques réduit",
        "une machine à café; une capsule de boisson; une chambre d'infusion; un réservoir d'eau; une pompe; un moulin;"
        "un mousseur à lait; un filtre; acier inoxydable; aluminium; un meilleur arôme; un temps de chauffe réduit",
        "une lentille de contact; une monture de lunettes; un corps de lentille; une zone optique; une charnière;"
        "une branche; une plaquette nasale; un revêtement; hydrogel de silicone; acétate de cellulose;"
        "une perméabilité à l'oxygène plus élevée; un meilleur confort de port",
        "une tôle d'acier à haute résistance; un tube d'acier; une brame; une bande laminée; un revêtement de zinc;"
        "un four de recuit; un cordon de soudure; une buse de refroidissement; manganèse; chrome;"
        "une résistance à la traction plus élevée; une meilleure résistance à la corrosion",
        "un détergent liquide; une tablette de détergent; un tensioactif; une enzyme; un agent de blanchiment;"
        "une capsule de parfum; un dispositif de dosage; un film hydrosoluble; acide citrique; carbonate de sodium;"
        "une meilleure élimination des taches; une température de lavage plus basse",
        "un robot industriel; un préhenseur; un bras de robot; une articulation; un engrenage; un capteur de force;"
        "une unité de commande; une ventouse; aluminium; caoutchouc; une précision de positionnement accrue;"
        "un temps de cycle réduit",
        "un dispositif d'affichage; un écran tactile; un pixel; un élément électroluminescent; un transistor à couche mince;"
        "un filtre coloré; un circuit de commande; un verre de protection; oxyde d'indium-étain; points quantiques;"
        "une luminosité plus élevée; une consommation électrique réduite",
        "un casque d'écoute; un haut-parleur; un microphone; une membrane; une bobine mobile; un coussinet d'oreille;"
        "un processeur de signal; un aimant; néodyme; mousse; une meilleure réduction du bruit; une parole plus claire",
        "une installation de traitement d'eau; une cartouche filtrante; une membrane; une pompe;"
        "un filtre à charbon actif; un bassin de décantation; une lampe ultraviolette; un réservoir sous pression;"
        "zéolithe; polyamide; une consommation d'énergie réduite; une élimination des métaux lourds",
        "une imprimante tridimensionnelle; un système à lit de poudre; une plateforme de fabrication; un laser;"
        "un réservoir de poudre; une tête d'impression; une buse; un racleur; poudre métallique; photopolymère;"
        "une surface plus lisse; un temps de fabrication réduit",
        "une serrure électronique; une poignée de porte; un cylindre de serrure; un pêne; une clé; un loquet;"
        "un actionneur; un module radio; laiton; zamak moulé; une meilleure protection contre l'effraction;"
        "une utilisation plus simple",
    ),
    titles=(
        "{P} {t}",
        "{P} et procédé de fabrication",
        "{P} comprenant {a}",
        "Procédé de commande utilisant {p}",
        "{A} et {lb} pour application de type {lp}",
    ),
    openings=(
        "L'invention concerne {p} {t}.",
        "La présente divulgation concerne {p} comprenant {a}, {b} et {c}.",
        "Il est proposé {p}.",
    ),
    abstract=(
        "Le dispositif comprend {a}, {b} et {c}.",
        "Une partie au moins est réalisée en {m}.",
        "On obtient ainsi {e}.",
        "La distance prévue est de {n} mm.",
        "Dans un mode de réalisation, on prévoit {b} {t}.",
        "Une grandeur désignée {k} est mesurée en continu.",
        "Le produit {x} est présent à raison de {w} % en poids.",
    ),
    claims=("{P} comprenant : {a} (10) ; {b} (20) ; et {c} (30), au moins une partie étant réalisée en {m}.",),
    dependents=(
        "{P} selon la revendication {r}, comportant en outre {b} {t}.",
        "{P} selon la revendication {r}, où l'on prévoit également {c}.",
        "{P} selon la revendication {r}, une dimension de {n} mm n'étant pas dépassée.",
        "{P} selon la revendication {r}, comprenant {x} en tant qu'additif.",
    ),
    headings=("Domaine technique", "Technique antérieure", "Exposé de l'invention", "Dessins", "Modes de réalisation"),
    paragraphs=(
        "La présente invention concerne {p} et plus particulièrement un perfectionnement {t}.",
        "On connaît dans l'art antérieur des solutions dans lesquelles on dispose séparément {a} et {b}.",
        "Ces solutions présentent l'inconvénient de ne pas permettre d'ajouter {c} à faible coût.",
        "L'invention vise à pallier ces inconvénients et à obtenir {e}.",
        "La figure 1 représente schématiquement {p} ; la figure 2 représente {a} en coupe.",
        "Dans cet exemple, on utilise {a} (10) en {m} d'une épaisseur de {n} mm.",
        "Des essais menés avec l'échantillon {k} ont montré que l'on conserve {e} après {n} heures.",
        "De préférence, on associe {b} (20) {t} et {c} (30) sur un même support.",
        "L'additif {x} a donné de bons résultats à une concentration de {n} g/l.",
        "Bien entendu, les caractéristiques de ces exemples peuvent être combinées entre elles.",
    ),
    phrases=(
        "à régulation thermique",
        "à commande électronique",
        "à support réglable",
        "à transmission sans fil",
        "avec protection contre les surcharges",
        "à structure multicouche",
        "à masse réduite",
        "à fermeture rapide",
        "avec autodiagnostic",
        "à recirculation",
        "à double étanchéité",
        "à pression variable",
        "avec surveillance optique",
        "avec amortissement des vibrations",
    ),
    syllables=(
        "bra",
        "vel",
        "tri",
        "nau",
        "sol",
        "lan",
        "ver",
        "dis",
        "mar",
        "fon",
        "gué",
        "lis",
        "rou",
        "cen",
        "zel",
        "pir",
    ),
)
